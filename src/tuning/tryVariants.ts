import { type DataArrays, toDataset } from '../data/dataset.ts';
import { expectedFields, type Field } from '../data/field.ts';
import type { Table } from '../data/table.ts';
import { CompileError, LimitError, NumericsError } from '../errors.ts';
import type { Launch } from '../gpu/encodeLaunch.ts';
import type { Executable } from '../gpu/executable.ts';
import { Race } from '../gpu/race.ts';
import { ResidentFeed } from '../gpu/residentFeed.ts';
import { Timestamps } from '../gpu/timestamps.ts';
import type { Plan } from '../graph/plan.ts';
import type { DType } from '../graph/tensor.ts';
import { variantNames } from '../kernels/variants.ts';
import { packOptimizerScalars } from '../optimizers/optimizer.ts';
import { threefry2x32 } from '../random/threefry.ts';
import type { LiveState } from '../runtime/liveState.ts';
import { StateCopy } from '../runtime/stateCopy.ts';
import type { TrainingContext } from '../training/context.ts';
import type { Candidate, Tried } from './cache.ts';
import type { Trial } from './contest.ts';
import { type Disagreement, disagreementsOf, messagesOf } from './disagreements.ts';
import { withVariant } from './withVariant.ts';

/** Significant digits of stored times; further digits would be noise. */
const DIGITS = 4;

/** A plan compiled on the copy of the state, and the timer of its dispatches. */
interface Bench {
  readonly executable: Executable;
  readonly race: Race;
}

/**
 * Measures the candidates of trials over a copy of the model's state, in steps with a learning rate
 * of 0, so that repetition does not change weights. Moments change towards those of one batch.
 * @param plans contain every dispatch of the trials; each is timed with the tensors of its plan
 * @param deadline in `performance.now()` time, after which no trial begins
 * @returns the results by key; trials that were not reached are missing
 * @throws NumericsError if the model holds NaN or infinity
 */
export async function tryVariants(
  context: TrainingContext,
  live: LiveState,
  plans: readonly Plan[],
  trials: readonly Trial[],
  dtype: DType | undefined,
  deadline: number,
): Promise<Map<string, Tried>> {
  const { engine, options } = context;
  const tried = new Map<string, Tried>();
  const batch = anyBatch(options.batchSize, engine.model.fields, dtype);
  const scalars = {
    ...context.scalars(1, batch.rows),
    optimizers: packOptimizerScalars([]),
  };
  const disagreements: Disagreement[] = [];
  await StateCopy.lend(engine, live.gpu, engine.snapshots.last.image, async (copy) => {
    const { gpu } = copy;
    const benches = new Map<Plan, Bench>();
    const feed = copy.own(new ResidentFeed(gpu, batch));
    const timestamps = Timestamps.available(gpu)
      ? copy.own(new Timestamps(gpu, variantNames.length))
      : undefined;
    for (const plan of plans) {
      if (!trials.some(({ dispatch }) => plan.step.includes(dispatch))) continue;
      const named = { ...plan, name: 'tuning', burst: [] };
      const executable = await copy.compile(named, feed.inputs, 1);
      benches.set(plan, { executable, race: new Race(gpu, executable, timestamps) });
      feed.attach(batch);
      await executable.run([scalars]);
      if (!(await copy.isSound())) throw notFinite(live.state.step);
    }
    for (const [i, trial] of trials.entries()) {
      const now = performance.now();
      if (now >= deadline) break;
      engine.assertLive();
      // Time that a trial does not use is available to later ones.
      const share = (deadline - now) / (trials.length - i);
      for (const [{ step }, bench] of benches) {
        if (!step.includes(trial.dispatch)) continue;
        const { dispatch, candidates } = trial;
        const { executable } = bench;
        const wrong = await disagreementsOf(live.gpu, executable, dispatch, candidates, scalars);
        const refused = Object.fromEntries(wrong.map(({ variant, reason }) => [variant, reason]));
        const left = candidates.filter((name) => !Object.hasOwn(refused, name));
        const times = await compare(live, bench, { ...trial, candidates: left }, now + share);
        tried.set(trial.key, { ...refused, ...times });
        disagreements.push(...wrong);
      }
    }
  });
  for (const message of messagesOf(disagreements)) {
    engine.notify({ kind: 'variant-disagrees', message });
  }
  return tried;
}

async function compare(
  { gpu }: LiveState,
  { executable, race }: Bench,
  { dispatch, candidates }: Trial,
  deadline: number,
): Promise<Tried> {
  const refused: [Candidate, string][] = [];
  const ready: [Candidate, Launch][] = [];
  await Promise.all(
    candidates.map(async (candidate) => {
      try {
        ready.push([candidate, await executable.prepare(withVariant(dispatch, candidate))]);
      } catch (error) {
        const refusal = error instanceof CompileError || error instanceof LimitError;
        if (!refusal || (await gpu.lostReason()) !== undefined) throw error;
        refused.push([candidate, error.message]);
      }
    }),
  );
  const times = await race.run(
    ready.map(([, launch]) => launch),
    deadline,
  );
  const measured = ready.map(([candidate], i) => {
    return [candidate, Number((times[i] ?? 0).toPrecision(DIGITS))] as const;
  });
  return Object.fromEntries([...refused, ...measured]);
}

/** Rows without zeros, since some hardware computes faster with zeros. */
function anyBatch(rows: number, fields: readonly Field[], dtype: DType | undefined): Table {
  const made = [...expectedFields(fields, dtype)].map(([name, { columns, dtype: own }]) => {
    const most = fields.find((field) => field.name === name)?.values ?? 256;
    const bytes = anyBytes(rows * columns);
    return [name, toDataset(ofType(own, bytes, most), columns, 'tuning')] as const;
  });
  return { name: 'tuning', rows, fields: new Map(made) };
}

function anyBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i += 4) {
    const [word] = threefry2x32(0, 0, 0, i);
    for (let byte = 0; byte < 4; byte++) bytes[i + byte] = word >>> (8 * byte);
  }
  return bytes;
}

/** @param most exclusive upper bound of whole numbers */
function ofType(dtype: DType, bytes: Uint8Array, most: number): DataArrays[DType] {
  switch (dtype) {
    case 'u8':
      return most < 256 ? bytes.map((value) => value % most) : bytes;
    case 'u16':
      return Uint16Array.from(bytes, (value) => value % most);
    case 'u32':
      return Uint32Array.from(bytes, (value) => value % most);
    case 'f32':
      return Float32Array.from(bytes, (value) => value / 255);
  }
}

function notFinite(step: number): NumericsError {
  return new NumericsError(
    `the model met NaN or infinity after step ${step}, on made-up rows: there is nothing to tune`,
    { step: step + 1, tensor: 'unknown' },
  );
}
