/**
 * The mean over factors of the difference between the two largest scores of a factor; 0 without
 * factors.
 * @param scores of each latent dimension, by factor
 */
export function meanGap(scores: readonly (readonly number[])[]): number {
  const gaps = scores.map((each) => {
    const [first = 0, second = 0] = each.toSorted((a, b) => b - a);
    return first - second;
  });
  return gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
}
