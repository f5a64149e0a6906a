import type { RemoteVAE } from 'webgpu-vae/worker';
import type { ReadingSet } from '../../data/readings/sampleReadings.ts';

/** How unusual rows are: nats, high where a row is rare. */
export interface Scores {
  /** Scores of usual rows that were not trained on. */
  readonly usual: Float32Array;
  /** Scores of new rows. */
  readonly fresh: Float32Array;
  /** The new rows with the highest scores, the highest first. */
  readonly ranked: readonly RankedRow[];
}

/** A row and the value that fits the others least. */
interface RankedRow {
  readonly row: number;
  /** The column without which the row would be usual most. */
  readonly blamed: number;
  /** The value that the model expects there, given the others. */
  readonly expected: number;
}

/** New rows that are ranked. */
const RANKED = 15;

/** Scores of all rows, and what is wrong with the most unusual ones. */
export async function scoresOf(
  model: Pick<RemoteVAE, 'score' | 'impute'>,
  { usual, fresh, columns }: ReadingSet,
): Promise<Scores> {
  const of = async (rows: Float32Array) => (await model.score(rows)).elbo ?? new Float32Array();
  const scores = { usual: await of(usual), fresh: await of(fresh) };
  const at = (row: number) => scores.fresh[row] ?? 0;
  const rows = [...scores.fresh.keys()].sort((a, b) => at(b) - at(a)).slice(0, RANKED);
  // Each row once without each of its values.
  const width = columns.length;
  const gaps = Float32Array.from(
    rows.flatMap((row) => {
      const own = [...fresh.subarray(row * width, (row + 1) * width)];
      return own.flatMap((_, gap) => own.with(gap, Number.NaN));
    }),
  );
  const [without, filled] = [await of(gaps), await model.impute(gaps)];
  const ranked = rows.map((row, rank) => {
    const own = without.subarray(rank * width, (rank + 1) * width);
    const blamed = own.indexOf(Math.min(...own));
    return { row, blamed, expected: filled[(rank * width + blamed) * width + blamed] ?? 0 };
  });
  return { ...scores, ranked };
}
