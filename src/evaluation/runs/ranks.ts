import { covariance } from '../disentanglement/moments.ts';

/** The ranks of values from 1 on; equal values share the mean of theirs. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const of = (place: number): number => values[place] as number;
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => of(a) - of(b),
  );
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && of(order[end] as number) === of(order[start] as number)) end++;
    for (const place of order.subarray(start, end)) ranks[place] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/** The correlation of two rankings, which is that of Spearman for values; 0 where one is constant. */
export function correlationOfRanks(a: Float64Array, b: Float64Array): number {
  const variances = covariance(a, a) * covariance(b, b);
  return variances > 0 ? covariance(a, b) / Math.sqrt(variances) : 0;
}

/**
 * The probability that one of the first values is lower than one of the others: the area under the curve of all
 * thresholds. Equal values count half.
 * @param ranks of the first values, then of the others
 */
export function chanceOfLower(ranks: Float64Array, first: number): number {
  const sum = ranks.subarray(0, first).reduce((total, rank) => total + rank, 0);
  const above = sum - (first * (first + 1)) / 2;
  return 1 - above / (first * (ranks.length - first));
}
