function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean product of deviations from the means. */
export function covariance(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return (
    a.reduce((sum, value, i) => sum + (value - meanA) * ((b[i] as number) - meanB), 0) / a.length
  );
}

/** R² of a line through one of the two as a function of the other; 0 where one is constant. */
export function squaredCorrelation(a: Float64Array, b: Float64Array): number {
  const variances = covariance(a, a) * covariance(b, b);
  return variances > 0 ? covariance(a, b) ** 2 / variances : 0;
}

/** Values with mean 0 and variance 1, by the mean and variance of other values; 0 if those are equal. */
export function standardized(values: Float64Array, like: Float64Array): Float64Array {
  const mean = meanOf(like);
  const deviation = Math.sqrt(covariance(like, like));
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}
