import type { CodedFactors } from './codedFactors.ts';
import { lasso } from './lasso.ts';
import { standardized } from './moments.ts';

/** Weight of the absolute weights in the lasso, as Eastwood & Williams chose it. */
const PENALTY = 0.02;

/** Disentanglement, completeness and informativeness, each at most 1, which is best. */
export interface Dci {
  /** How far each latent dimension stands for one factor. */
  readonly disentanglement: number;
  /** How far each factor is in one latent dimension. */
  readonly completeness: number;
  /** R² of the factors as the codes predict them for rows that were not fitted, mean over factors. */
  readonly informativeness: number;
}

/**
 * The scores of Eastwood & Williams by lasso, the smaller of their two models of importance: factors are
 * fitted as a line of the codes on the first two thirds of the rows, and the absolute weights are the
 * importances. A factor that no line predicts, such as an angle, has small weights; a categorical one
 * counts by the numbers of its values. Source: Eastwood & Williams, "A framework for the quantitative
 * evaluation of disentangled representations", 2018.
 */
export function importances({ rows, codes, factors }: CodedFactors): Dci {
  const fitted = Math.max(1, Math.floor((2 * rows) / 3));
  const first = (values: Float64Array): Float64Array => values.subarray(0, fitted);
  const columns = codes.map((code) => standardized(code, first(code)));
  const targets = factors.map(({ column }) => standardized(column, first(column)));
  const weights = targets.map((target) => lasso(columns.map(first), first(target), PENALTY));
  const byFactor = weights.map((each) => each.map(Math.abs));
  const byCode = codes.map((_, j) => Float64Array.from(byFactor, (each) => each[j] as number));
  const sums = byCode.map(sumOf);
  const total = Math.max(Number.MIN_VALUE, sumOf(sums));
  const specific = byCode.map((each, j) => ((sums[j] as number) / total) * concentration(each));
  return {
    disentanglement: sumOf(specific),
    completeness: sumOf(byFactor.map(concentration)) / factors.length,
    informativeness:
      sumOf(
        weights.map((each, k) => explained(columns, targets[k] as Float64Array, each, fitted)),
      ) / factors.length,
  };
}

/** 1 - the entropy of shares relative to that of equal shares: 1 if one has all, 0 if all are equal. */
function concentration(importance: Float64Array): number {
  const total = sumOf(importance);
  if (total === 0) return 0;
  if (importance.length === 1) return 1;
  const entropy = importance.reduce((sum, each) => {
    return each > 0 ? sum - (each / total) * Math.log(each / total) : sum;
  }, 0);
  return 1 - entropy / Math.log(importance.length);
}

/** R² of a prediction of the rows behind those that were fitted, all of them if there are none. */
function explained(
  columns: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  fitted: number,
): number {
  const start = fitted < target.length ? fitted : 0;
  const tested = target.subarray(start);
  const mean = sumOf(tested) / tested.length;
  let [left, all] = [0, 0];
  for (const [i, value] of tested.entries()) {
    const predicted = columns.reduce(
      (sum, column, j) => sum + (column[start + i] as number) * (weights[j] as number),
      0,
    );
    left += (value - predicted) ** 2;
    all += (value - mean) ** 2;
  }
  return all > 0 ? 1 - left / all : 0;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
