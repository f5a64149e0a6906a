/** A sample of the prior N(0, I): `[latent]`. Source: Box & Muller, 1958. */
export function randomLatent(latent: number, random: () => number = Math.random): Float32Array {
  return Float32Array.from({ length: latent }, () => {
    // 1 - u is never 0, so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  });
}

/** Dimensions in order; if there are more than {@link MOST_UNSORTED}, by decreasing KL. */
export function dimensionOrder(latent: number, kl: ArrayLike<number> | undefined): number[] {
  const order = Array.from({ length: latent }, (_, i) => i);
  if (!kl || kl.length !== latent || latent <= MOST_UNSORTED) return order;
  return order.sort((a, b) => (kl[b] as number) - (kl[a] as number));
}

/** Number of sliders that fit without scrolling. */
export const MOST_UNSORTED = 12;
