import { assertOptions, OBJECT, type OptionRanges, oneOf, wholeNumber } from '../checks.ts';
import { endOf, type RowRange } from '../data/batches.ts';
import { orderPlaces, sampleEpoch } from '../data/samplers/sampler.ts';
import type { Table } from '../data/table.ts';
import { NumericsError } from '../errors.ts';
import { fuse } from '../fusion/fuse.ts';
import type { Feed } from '../gpu/feed.ts';
import { openFeed } from '../gpu/openFeed.ts';
import { type StepWork, timeSteps } from '../gpu/stepTimes.ts';
import type { Plan } from '../graph/plan.ts';
import { planCost } from '../kernels/cost.ts';
import { assertPeak, type GpuPeak } from '../kernels/predict.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { LiveState } from '../runtime/liveState.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { StateCopy } from '../runtime/stateCopy.ts';
import type { TrainingContext } from '../training/context.ts';
import { assertBatch } from '../training/fitData.ts';
import { recordTraining } from '../training/recordTraining.ts';
import { makeProfile, type Profile, type ProfileMode } from './profile.ts';

/** Options of {@link VAE.profile}. */
export interface ProfileOptions {
  /**
   * Number of measurements per figure, a whole number from 1 to 10000. The result is their median,
   * or their mean if timestamps are coarse. 30 by default.
   */
  readonly steps?: number;
  /**
   * `kernels` times single dispatches in addition to the whole step, `step` only the whole step.
   * `kernels` by default.
   */
  readonly mode?: ProfileMode;
  /**
   * Peak performance of the adapter for comparison: from `vae.measurePeak()`, or known otherwise.
   * By default nothing is compared.
   */
  readonly peak?: GpuPeak;
}

/** Options of `profile`, with the defaults filled in. */
interface ProfileRequest {
  readonly steps: number;
  readonly mode: ProfileMode;
  readonly peak: GpuPeak | undefined;
}

const DEFAULT_STEPS = 30;
const MOST_STEPS = 10_000;
const MODES: readonly ProfileMode[] = ['kernels', 'step'];

const PROFILE_RANGES: OptionRanges<ProfileOptions> = {
  steps: wholeNumber(1, MOST_STEPS),
  mode: oneOf(MODES),
  peak: OBJECT,
};

/** @throws ConfigError naming the option, the accepted values and the given value. */
function resolveProfile(options: ProfileOptions): ProfileRequest {
  assertOptions('profile', options, PROFILE_RANGES);
  const { steps = DEFAULT_STEPS, mode = 'kernels', peak } = options;
  if (peak) assertPeak(peak);
  return { steps, mode, peak };
}

/**
 * Times training steps on a device, on a copy of the model's state. The model itself does not
 * change, so this may run during training, although the figures are then less accurate.
 * @throws ConfigError for an option out of range, or data of less than one batch
 * @throws NumericsError if a step produced NaN or infinity, since updates stop then
 */
export function profileSteps(
  context: TrainingContext,
  data: Table,
  options: ProfileOptions,
): Promise<Profile> {
  const request = resolveProfile(options);
  assertBatch(data, context.options);
  return context.engine.survive((live) => profileOn(live, context, data, request));
}

async function profileOn(
  live: LiveState,
  context: TrainingContext,
  data: Table,
  { steps, mode, peak }: ProfileRequest,
): Promise<Profile> {
  const { engine, options } = context;
  const { batchSize, sampler, seed } = options;
  const image = (await live.store.read()) ?? engine.snapshots.last.image;
  const { step: first, epoch } = live.state;
  return StateCopy.lend(engine, live.gpu, image, async (copy) => {
    const { gpu } = copy;
    const orderRows = orderPlaces(sampler, data.rows, batchSize);
    const size = { batch: batchSize, burst: MAX_BURST, resident: context.run.resident, orderRows };
    const feed = copy.own(await openFeed(gpu, data, size));
    const plan = record(context, feed);
    const executable = await copy.compile(plan, feed.inputs, MAX_BURST);
    feed.attach(data);
    const rows = sampleEpoch(sampler, {
      table: data,
      batchSize,
      seed,
      epoch,
      secret: context.run.secret,
    });
    feed.setOrder(rows.order);
    const work: StepWork = {
      executable,
      ...batches(context, feed, rows.batches(0), first),
      restore: () => copy.restore(),
    };
    const times = await timeSteps(gpu, work, { rounds: steps, kernels: mode === 'kernels' });
    if (!(await copy.isSound())) throw notFinite(first);
    return makeProfile(planCost(plan), times, {
      mode,
      adapter: gpu.adapter,
      batchSize,
      rounds: steps,
      ...(peak && { peak }),
    });
  });
}

function record({ engine, options, run }: TrainingContext, feed: Feed): Plan {
  const recorded = recordTraining(
    engine.model,
    { ...feed.source, rows: options.batchSize, ring: MAX_BURST },
    options,
    run,
  );
  return engine.adapt(recorded.plan, fuse);
}

/** The batches of an epoch one after the other, from its start again where it ends. */
function batches(
  context: TrainingContext,
  feed: Feed,
  epoch: readonly RowRange[],
  firstStep: number,
): Pick<StepWork, 'next' | 'most'> {
  const { batchSize } = context.options;
  // A partial last batch is not representative of the others.
  const rest = epoch.length > 1 && (epoch.at(-1)?.rows ?? 0) < batchSize ? 1 : 0;
  const all = epoch.slice(0, epoch.length - rest);
  // A streamed feed may hold fewer rows than the longest burst takes.
  const most = Math.min(MAX_BURST, all.length, Math.floor(feed.rows / batchSize));
  let place = 0;
  let step = firstStep;
  const next = (steps: number): StepScalars[] => {
    context.engine.assertLive();
    if (place + steps > all.length) place = 0;
    const burst = all.slice(place, place + steps);
    place += steps;
    const [{ first } = { first: 0 }] = burst;
    const last = burst.at(-1);
    const start = feed.prepare(first, last ? endOf(last) - first : 0);
    return burst.map((batch, slot) => {
      step += 1;
      const position = { first_row: start + batch.first - first, ring_slot: slot };
      return { ...context.scalars(step, batch.rows), ...position };
    });
  };
  return { next, most };
}

function notFinite(step: number): NumericsError {
  return new NumericsError(
    `profiling from step ${step} met NaN or infinity, where updates stop and their time tells ` +
      'nothing: fit() on the same data finds the step and the tensor',
    { step: step + 1, tensor: 'unknown' },
  );
}
