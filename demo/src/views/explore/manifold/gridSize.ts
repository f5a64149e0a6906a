/** Extent of the grid along both axes; 95 % of the prior is within 2 in each dimension. */
export const MANIFOLD_REACH = 2.5;

/** Maximum images per side; decoding takes longer on a CPU adapter. */
const MOST_IMAGES = { hardware: 20, software: 15 } as const;
const LEAST_IMAGES = 5;
/** Maximum pixels that can be drawn at once without a long frame: 20 x 20 images of 28 x 28. */
const MOST_PIXELS = 320_000;

/** Images along a side of the manifold; fewer for larger images. */
export function gridSize(
  { width, height }: { readonly width: number; readonly height: number },
  software: boolean,
): number {
  const fit = Math.floor(Math.sqrt(MOST_PIXELS / (width * height)));
  const most = MOST_IMAGES[software ? 'software' : 'hardware'];
  return Math.min(most, Math.max(LEAST_IMAGES, fit));
}
