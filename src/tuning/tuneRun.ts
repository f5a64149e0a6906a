import { expectedDtypes } from '../data/field.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import { Timestamps } from '../gpu/timestamps.ts';
import type { Plan } from '../graph/plan.ts';
import { AS_IS } from '../kernels/ownVariants.ts';
import { shortlistOf } from '../kernels/shortlist.ts';
import { variantKey } from '../kernels/variantKey.ts';
import { loadVariants, type VariantChoices } from '../kernels/variants.ts';
import { adapterKey } from '../runtime/adapterKey.ts';
import type { LiveState } from '../runtime/liveState.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import type { TrainingContext } from '../training/context.ts';
import { recordTraining } from '../training/recordTraining.ts';
import { addTuning, readTuning, type Tried } from './cache.ts';
import {
  type Contest,
  conclude,
  contestsOf,
  isBetter,
  isDecided,
  othersOf,
  type Trial,
} from './contest.ts';
import type { TimedDispatch, TunedDispatch, TunedInputs, TuneReport } from './report.ts';
import type { TuningStore } from './store.ts';
import { tryVariants } from './tryVariants.ts';
import { resolveTune, type TuneOptions, type TuneRequest } from './tuneOptions.ts';

/** A training step, fused with or without the batch in memory. */
interface Lowering {
  readonly keepBatch: boolean;
  readonly plan: Plan;
}

/**
 * Finds the fastest variant of every product of a training step, from stored or new measurements,
 * and switches the engine to them.
 * @param usualStore storage of results if the options name none
 * @throws ConfigError, NumericsError, LimitError as documented for `vae.tune`
 */
export async function tuneSteps(
  context: TrainingContext,
  options: TuneOptions,
  usualStore: TuningStore,
): Promise<TuneReport> {
  const request = resolveTune(options, context.engine.gpu.adapter, usualStore);
  await loadVariants();
  return context.engine.survive((live) => tuneOn(live, context, request));
}

async function tuneOn(
  live: LiveState,
  context: TrainingContext,
  request: TuneRequest,
): Promise<TuneReport> {
  const start = performance.now();
  const { engine } = context;
  const { gpu } = live;
  const { budgetMs, store, again } = request;
  const adapter = adapterKey(gpu.adapter);
  const lowerings = lower(context, request);
  const plans = lowerings.map(({ plan }) => plan);
  const contests = contestsOf(plans, {
    device: gpu.device,
    shortlist: shortlistOf(gpu.traits),
    variants: request.variants,
  });

  const others = othersOf(plans);

  const known = again ? new Map<string, Tried>() : await readTuning(store, adapter);
  const trials: Trial[] = [...contests, ...others];
  const open = trials.filter((trial) => !isDecided(trial, known.get(trial.key)));
  const measured =
    open.length > 0
      ? await tryVariants(context, live, plans, open, request.dtype, start + budgetMs)
      : new Map<string, Tried>();
  if (measured.size > 0) {
    await addTuning(store, adapter, measured).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `what tune() measured is used but could not be kept: ${reason}`;
      engine.notify({ kind: 'tuning-not-kept', message });
    });
  }

  const dispatches = contests.map((contest) => concludeFrom(contest, known, measured));
  const timed = others.map(({ key, dispatch: { label, kernel } }): TimedDispatch => {
    const ms = (measured.get(key) ?? known.get(key))?.[AS_IS];
    return { label, kernel, key, ...(typeof ms === 'number' && { ms }) };
  });
  const inputs = chooseInputs(lowerings, dispatches, timed);
  const [usual] = lowerings;
  const keepBatch = inputs?.keepBatch ?? usual?.keepBatch;
  await engine.choose(
    {
      ...engine.kernels,
      ...(engine.kernels.fuse && keepBatch !== undefined && { keepBatch }),
      variants: chosen(engine.kernels.variants, dispatches),
      adapter: gpu.adapter,
    },
    live,
  );
  return {
    adapter: gpu.adapter,
    clock: Timestamps.available(gpu) ? 'timestamps' : 'wall',
    budgetMs,
    seconds: (performance.now() - start) / 1000,
    dispatches,
    ...(inputs && { inputs }),
    complete: open.every(({ key }) => measured.has(key)),
  };
}

/**
 * The ways to fuse a training step, the default one first. The default does not depend on earlier
 * measurements, so that equal times give equal choices.
 */
function lower(context: TrainingContext, { dtype }: TuneRequest): Lowering[] {
  const { engine, options, run } = context;
  const { fuse, variants = {} } = engine.kernels;
  const { byDispatch: _, ...given } = variants;
  const rows = options.batchSize;
  const dtypes = expectedDtypes(engine.model.fields, dtype);
  const { plan } = recordTraining(
    engine.model,
    { rows, dataRows: rows, dtypes, ring: MAX_BURST },
    options,
    run,
  );
  const usual = engine.gpu.traits.software;
  const lowerings = (fuse ? [usual, !usual] : [usual]).map((keepBatch) => ({
    keepBatch,
    plan: engine.adapt(plan, fusePlan, { fuse, keepBatch, variants: given }),
  }));
  const [one, other] = lowerings.map(({ plan: { step } }) => step.map(variantKey).join('\n'));
  return one === other ? lowerings.slice(0, 1) : lowerings;
}

function concludeFrom(
  contest: Contest,
  known: ReadonlyMap<string, Tried>,
  measured: ReadonlyMap<string, Tried>,
): TunedDispatch {
  const { key } = contest;
  const fresh = measured.get(key);
  const cached = isDecided(contest, known.get(key)) ? known.get(key) : undefined;
  return conclude(contest, fresh ?? cached, fresh === undefined);
}

/** Compares the two ways; dispatches that both share cancel out. */
function chooseInputs(
  [usual, other]: readonly Lowering[],
  dispatches: readonly TunedDispatch[],
  others: readonly TimedDispatch[],
): TunedInputs | undefined {
  if (!usual || !other) return undefined;
  const times = new Map([
    ...dispatches.map(({ key, ms, variant }) => [key, ms[variant]] as const),
    ...others.map(({ key, ms }) => [key, ms] as const),
  ]);
  const keysOf = ({ plan }: Lowering): string[] => plan.step.map(variantKey);
  const msOf = (one: Lowering, without: Lowering): number | undefined => {
    const shared = keysOf(without);
    const own = keysOf(one).filter((key) => !shared.includes(key));
    const known = own.map((key) => times.get(key)).filter((ms) => ms !== undefined);
    return known.length === own.length ? known.reduce((a, b) => a + b, 0) : undefined;
  };
  const usualMs = msOf(usual, other);
  const otherMs = msOf(other, usual);
  const { keepBatch } = isBetter(otherMs, usualMs) ? other : usual;
  const [keptMs, gatheredMs] = usual.keepBatch ? [usualMs, otherMs] : [otherMs, usualMs];
  return {
    keepBatch,
    ...(keptMs !== undefined && { keptMs }),
    ...(gatheredMs !== undefined && { gatheredMs }),
    others,
  };
}

/**
 * Every product by key, including those that keep the default, so that the record does not depend
 * on the default.
 */
function chosen(
  before: VariantChoices | undefined,
  dispatches: readonly TunedDispatch[],
): VariantChoices {
  const found = dispatches.map(({ key, variant }) => [key, variant] as const);
  return { ...before, byDispatch: { ...before?.byDispatch, ...Object.fromEntries(found) } };
}
