import { cutBatches } from '../data/batches.ts';
import type { Table } from '../data/table.ts';
import { shapeKey } from '../data/tableKeys.ts';
import type { FamilyOptions, Program } from '../families/model.ts';
import { inputsByName } from '../families/program.ts';
import { reportTerms } from '../families/reportTerms.ts';
import { openFeed } from '../gpu/openFeed.ts';
import { IGNORED_HEALTH } from '../graph/report.ts';
import type { BurstSizer } from '../runtime/burstSizer.ts';
import { runBursts } from '../runtime/bursts.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { openSession, type Session } from '../runtime/session.ts';
import { type Losses, LossMeter } from './losses.ts';
import { recordTerms } from './recordTerms.ts';

/**
 * Rows per batch of the evaluation plan, independent of the training batch: it is part of the
 * noise's address.
 */
const EVALUATION_ROWS = 128;

export interface EvaluationOptions {
  readonly seed: number;
  /** The family's options, with defaults filled in. */
  readonly options: FamilyOptions;
  readonly resident: boolean | undefined;
  readonly sizer: BurstSizer;
  /** Ends the evaluation early; the result then covers the rows so far. */
  readonly signal?: AbortSignal | undefined;
}

/** Records an evaluation, which sums the terms over the rows of each batch. */
export function recordEvaluation(
  ...[model, source, options, noise]: Parameters<typeof recordTerms>
): Program {
  const { graph, terms } = recordTerms(model, source, options, noise);
  const reported = reportTerms(terms, IGNORED_HEALTH);
  return {
    plan: { name: 'evaluation', step: graph.forward, burst: reported.burst, outputs: [] },
    inputs: inputsByName(graph),
    outputs: {},
    terms: reported.terms,
  };
}

/**
 * The figures of a data set with the current parameters. The noise depends only on seed and row, so
 * equal parameters give equal figures.
 */
export async function evaluate(
  engine: Engine,
  data: Table,
  { seed, options, resident, sizer, signal }: EvaluationOptions,
): Promise<Losses> {
  const rows = EVALUATION_ROWS;
  const open = async (): Promise<Session> =>
    openSession(
      engine,
      await openFeed(engine.gpu, data, { batch: rows, burst: MAX_BURST, resident }),
      rows,
      (source) => recordEvaluation(engine.model, source, options),
    );
  const run = async (session: Session): Promise<Losses> => {
    const meter = new LossMeter({
      figures: engine.model.figures,
      terms: session.program.terms,
    });
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
