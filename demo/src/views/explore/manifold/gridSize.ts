/** The grid goes so far along both axes: the prior has 95 % of each dimension within 2. */
export const MANIFOLD_REACH = 2.5;

/** Images a side, at most; on a CPU adapter decoding them takes longer. */
const MOST_IMAGES = { hardware: 20, software: 15 } as const;
const LEAST_IMAGES = 5;
/** Drawn in one go without a frame that takes too long: 20 x 20 images of 28 x 28. */
const MOST_PIXELS = 320_000;

/** Images along a side of the manifold: fewer of larger images. */
export function gridSize(
  { width, height }: { readonly width: number; readonly height: number },
  software: boolean,
): number {
  const fit = Math.floor(Math.sqrt(MOST_PIXELS / (width * height)));
  const most = MOST_IMAGES[software ? 'software' : 'hardware'];
  return Math.min(most, Math.max(LEAST_IMAGES, fit));
}
