import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import { LossMeter } from '../inference/losses.ts';
import { NonFiniteStep } from '../runtime/bursts.ts';
import type { LiveState } from '../runtime/liveState.ts';
import type { StepReport } from './fit.ts';
import type { FitContext } from './fitRun.ts';
import { openStepSession, type StepSession } from './stepSession.ts';

/**
 * Runs one step on a batch given by the caller.
 * @param noise standard normals to use instead of drawn ones, for each sampling site
 * @throws NumericsError if the step produced NaN or infinity; it is not applied
 */
export async function singleStep(
  context: FitContext,
  live: LiveState,
  batch: Table,
  noise: readonly Float32Array[] | undefined,
): Promise<StepReport> {
  const { engine, options } = context;
  if (options.privacy) {
    throw new ConfigError(
      'step takes batches as they come, and privacy counts on rows that it drew itself: use fit',
    );
  }
  const open = (): Promise<StepSession> =>
    openStepSession(engine, options, batch.fields, noise !== undefined);
  const types = typesKey(batch);
  const purpose = noise ? (`step ${types} with noise` as const) : (`step ${types}` as const);
  const run = (session: StepSession): Promise<StepReport> => {
    session.feed.attach(batch);
    if (noise) writeNoise(session, noise, batch.rows, options.batchSize);
    return runStep(context, session, batch);
  };
  return engine.sessions.use({ live, purpose, sizes: '', open, run });
}

async function runStep(
  context: FitContext,
  session: StepSession,
  { rows }: Table,
): Promise<StepReport> {
  const { engine, options } = context;
  const { store, state } = engine.live;
  const before = { ...state };
  const meter = new LossMeter(context.names);
  await store.keepShadow();
  try {
    await context.train(session, [{ first: 0, rows }], {
      onBurst: (_, [sums]) => meter.add(rows, sums ?? [], before.step + 1),
    });
  } catch (error) {
    if (!(error instanceof NonFiniteStep)) throw error;
    store.restoreShadow();
    Object.assign(state, before);
    const source = { ...session.feed.source, rows: options.batchSize, ring: 1 };
    const plan = session.record(source);
    const { findBadTensor } = await import('./badStep.ts');
    throw await findBadTensor(engine, plan, session.inputs, context.scalars(error.step, rows));
  }
  return { step: state.step, ...meter.mean() };
}

/**
 * Writes the noise of a whole batch. The samples of an example are adjacent, so rows come first.
 */
function writeNoise(
  { noise: inputs }: StepSession,
  noise: readonly Float32Array[],
  rows: number,
  batchSize: number,
): void {
  if (noise.length !== inputs.length) {
    throw new ShapeError(
      `this model samples in ${inputs.length} places: give noise for each, got ${noise.length}`,
    );
  }
  const padded = inputs.map(({ tensor: { shape } }, i) => {
    const [drawn = 0, width = 0] = shape;
    const samples = drawn / batchSize;
    const given = noise[i] ?? new Float32Array();
    if (given.length === rows * samples * width) {
      const whole = new Float32Array(drawn * width);
      whole.set(given);
      return whole;
    }
    const each = samples > 1 ? ` (${samples} samples for each of ${rows} rows)` : '';
    throw new ShapeError(
      `noise must be [${rows * samples}, ${width}]${each}, ${rows * samples * width} values, got ` +
        `${given.length}`,
    );
  });
  for (const [i, values] of padded.entries()) inputs[i]?.write(values);
}
