import { shapeKey, type Table } from '../data/table.ts';
import { openFeed } from '../gpu/openFeed.ts';
import { streams } from '../random/streams.ts';
import type { BurstSizer } from '../runtime/burstSizer.ts';
import { cutBatches, MAX_BURST, runBursts } from '../runtime/bursts.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import { openSession, type Session } from '../runtime/session.ts';
import { type Losses, LossMeter } from './losses.ts';

/** Rows of a batch of the evaluation plan, whatever the training batch: part of the noise's address. */
const EVALUATION_ROWS = 128;

export interface EvaluationOptions {
  readonly seed: number;
  readonly resident: boolean | undefined;
  readonly sizer: BurstSizer;
  /** Ends early; what comes back then is the loss of the rows so far. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The loss of a data set under the current parameters, with one sample of z a row. The
 * noise depends on seed and row alone, so equal parameters give equal figures.
 */
export async function evaluate(
  engine: Engine,
  data: Table,
  { seed, resident, sizer, signal }: EvaluationOptions,
): Promise<Losses> {
  const rows = EVALUATION_ROWS;
  const open = (): Promise<Session> =>
    openSession(
      engine,
      openFeed(engine.gpu, data, { batch: rows, burst: MAX_BURST, resident }),
      rows,
      (source) =>
        engine.model.evaluationPlan(source, { kind: 'counter', stream: streams.evaluation }),
    );
  const run = async (session: Session): Promise<Losses> => {
    const meter = new LossMeter();
    session.feed.attach(data);
    await runBursts({
      ...session,
      batches: cutBatches(0, data.rows, rows),
      scalars: ({ first }) => {
        const counter = first / rows;
        return { ...IDLE_SCALARS, seed, counter, data_counter: counter };
      },
      sizer,
      signal,
      onBurst: (batches, sums) => {
        for (const [i, batch] of batches.entries()) meter.add(batch.rows, sums[i] ?? []);
      },
    });
    return meter.mean();
  };
  return engine.sessions.use({
    live: engine.live,
    purpose: 'evaluation',
    sizes: shapeKey(data),
    open,
    run,
  });
}
