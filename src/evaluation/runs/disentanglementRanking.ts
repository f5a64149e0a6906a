import { isRecord, shown } from '../../checks.ts';
import { DataError, ShapeError } from '../../errors.ts';
import { columnsOf } from '../points/columns.ts';
import { type Points, pointsOf } from '../points/points.ts';
import { correlationOfRanks, ranksOf } from './ranks.ts';

/** The codes of one run, such as `mu` of `encode`. */
export interface RunCodes extends Points {
  /** True for each dimension in use, such as `activeDimensions` of `diagnose`; by default all are. */
  readonly active?: readonly boolean[];
}

/** Scores of runs against each other. */
export interface DisentanglementRanking {
  /** The score of each run: the median of those with all other runs. */
  readonly scores: readonly number[];
  /** The score of each pair of runs, symmetric; NaN for a run with itself. */
  readonly pairs: readonly (readonly number[])[];
}

/**
 * Unsupervised disentanglement ranking (UDR): how far each dimension of a run has one counterpart in other runs of
 * the same options and another seed. Disentangled runs agree up to order, sign and scale of dimensions; entangled
 * ones differ by a rotation too. With R the absolute rank correlation of two runs' dimensions in use, a pair's
 * score is the mean over the dimensions of both of max² R / Σ R. From 0 to 1. Source: Duan et al., "Unsupervised
 * model selection for variational disentangled representation learning", 2020, with Spearman's correlation.
 *
 * @param runs at least two, with codes of the same rows
 * @throws DataError for anything but codes with finite values
 * @throws ShapeError for other numbers of rows, or fewer than two runs or rows
 */
export function disentanglementRanking(runs: readonly RunCodes[]): DisentanglementRanking {
  if (!Array.isArray(runs)) {
    throw new DataError(`expected a list of the codes of runs, got ${shown(runs)}`);
  }
  if (runs.length < 2) throw new ShapeError(`at least two runs are needed, got ${runs.length}`);
  const ranks = runs.map(ranksInUse);
  if (new Set(ranks.map(({ rows }) => rows)).size > 1) {
    throw new ShapeError(
      `all runs must have codes of the same rows, got ${ranks.map(({ rows }) => rows).join(', ')} of them`,
    );
  }
  const pairs = ranks.map((a, i) =>
    ranks.map((b, j) => (i === j ? Number.NaN : agreement(a.dimensions, b.dimensions))),
  );
  return { scores: pairs.map((each, i) => median(each.filter((_, j) => i !== j))), pairs };
}

/** The ranks of the rows in each dimension in use. */
function ranksInUse(run: RunCodes, place: number) {
  const name = `runs[${place}]`;
  const points = pointsOf(run, name, 2);
  const active = isRecord(run) ? (run as unknown as RunCodes).active : undefined;
  if (active !== undefined && (!Array.isArray(active) || active.length !== points.columns)) {
    throw new ShapeError(
      `${name}: active must tell of each of the ${points.columns} dimensions, got ${shown(active)}`,
    );
  }
  const used = columnsOf(points).filter((_, j) => active?.[j] ?? true);
  return { rows: points.rows, dimensions: used.map(ranksOf) };
}

function agreement(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  if (a.length + b.length === 0) return 0;
  const similar = a.map((own) => b.map((other) => Math.abs(correlationOfRanks(own, other))));
  const transposed = b.map((_, j) => similar.map((row) => row[j] as number));
  const sum = [...similar, ...transposed].reduce((all, each) => all + strength(each), 0);
  return sum / (a.length + b.length);
}

/** How far one of some correlations stands out: the largest one if the others are 0. */
function strength(correlations: readonly number[]): number {
  const sum = correlations.reduce((all, each) => all + each, 0);
  return sum > 0 ? Math.max(...correlations) ** 2 / sum : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
