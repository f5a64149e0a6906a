import { ShapeError } from '../../errors.ts';
import { labelsOf } from './labelled.ts';

/** How often each pair of groups comes together, and each group. */
interface Contingency {
  readonly rows: number;
  readonly pairs: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/**
 * Normalised mutual information of two groupings of the same rows, such as clusters and classes: I(a; b) over the
 * mean of both entropies. From 0 to 1, which is the same grouping under any names; many small groups raise it even
 * by chance. 1 if both are one group. Source: Strehl & Ghosh, "Cluster ensembles", 2002, with the arithmetic mean.
 *
 * @param a group number of each row
 * @param b group number of each row
 * @throws DataError for anything but whole numbers
 * @throws ShapeError for other numbers of rows
 */
export function normalizedMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { rows, pairs, first, second } = contingency(a, b);
  const entropies = [first, second].map((counts) => entropyOf(counts, rows));
  const mean = ((entropies[0] as number) + (entropies[1] as number)) / 2;
  return mean === 0 ? 1 : Math.max(0, 2 - entropyOf(pairs, rows) / mean);
}

/**
 * The adjusted Rand index of two groupings of the same rows: the share of pairs of rows on which both agree, such
 * that chance gives 0 on average and the same grouping 1. Source: Hubert & Arabie, "Comparing partitions", 1985.
 *
 * @param a group number of each row
 * @param b group number of each row
 * @throws DataError for anything but whole numbers
 * @throws ShapeError for other numbers of rows
 */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { rows, pairs, first, second } = contingency(a, b);
  const together = pairsWithin(pairs);
  const [inFirst, inSecond] = [pairsWithin(first), pairsWithin(second)];
  const all = pairsWithin([rows]);
  const chance = all === 0 ? 0 : (inFirst * inSecond) / all;
  const most = (inFirst + inSecond) / 2;
  return most === chance ? 1 : (together - chance) / (most - chance);
}

function contingency(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  const [one, other] = [labelsOf(a, 'the first grouping'), labelsOf(b, 'the second grouping')];
  if (one.length !== other.length) {
    throw new ShapeError(
      `both groupings must be of the same rows, got ${one.length} and ${other.length} of them`,
    );
  }
  const rows = Array.from({ length: one.length }, (_, row) => row);
  return {
    rows: rows.length,
    pairs: countsOf(rows.map((row) => `${one[row]} ${other[row]}`)),
    first: countsOf(rows.map((row) => `${one[row]}`)),
    second: countsOf(rows.map((row) => `${other[row]}`)),
  };
}

function countsOf(names: readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}

/** In nats. */
function entropyOf(counts: readonly number[], rows: number): number {
  return counts.reduce((sum, count) => sum - (count / rows) * Math.log(count / rows), 0);
}

/** Pairs of rows within groups. */
function pairsWithin(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
