import { covariance } from './moments.ts';

/** Most passes over the weights. */
const PASSES = 1000;
/** Ends the passes once no weight changes by more. */
const PRECISION = 1e-9;

/**
 * The weights that minimise 1/(2 rows) |y - Σ_j weight_j x_j|² + penalty Σ_j |weight_j|, by coordinate
 * descent. Source: Friedman et al., "Regularization paths for generalized linear models via coordinate
 * descent", 2010.
 *
 * @param columns each with mean 0 and variance 1, or all zero
 * @param target with mean 0
 * @returns one weight a column
 */
export function lasso(
  columns: readonly Float64Array[],
  target: Float64Array,
  penalty: number,
): Float64Array {
  const products = columns.map((a) => columns.map((b) => covariance(a, b)));
  const goals = columns.map((column) => covariance(column, target));
  const weights = new Float64Array(columns.length);
  for (let pass = 0; pass < PASSES; pass++) {
    let change = 0;
    for (const [j, row] of products.entries()) {
      const own = row[j] as number;
      if (own === 0) continue;
      const before = weights[j] as number;
      const others = row.reduce((sum, each, i) => sum + each * (weights[i] as number), 0);
      const goal = (goals[j] as number) - others + own * before;
      const after = (Math.sign(goal) * Math.max(0, Math.abs(goal) - penalty)) / own;
      weights[j] = after;
      change = Math.max(change, Math.abs(after - before));
    }
    if (change < PRECISION) break;
  }
  return weights;
}
