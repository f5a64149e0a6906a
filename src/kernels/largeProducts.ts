import type { Dispatch } from '../graph/plan.ts';
import { descriptorOf } from './descriptors.ts';
import { sizesOf, tilesOf } from './launch.ts';

export { quadVariantsKernels } from './catalogue/quadVariants.generated.ts';

type QuadVariant = 'quad_16x32' | 'quad_16x8' | 'quad_32x16';

/** Multiply-adds of a product in a step that earn back a larger block's time to compile in some thirty steps. */
const LARGE = 3e7;

/** How much more the tiles of a larger variant may compute past the edges of a matrix than those of `quad_16x8`. */
const SURPLUS = 1.25;

/**
 * The default variant of a product on CPU adapters with quads. A recurrent step has the rows of a batch alone, of
 * which the tiles of `quad_32x16` need half as many as those of `quad_16x32`.
 */
export function quadVariant(dispatch: Dispatch): QuadVariant {
  const { inner, times } = descriptorOf(dispatch.kernel);
  const sizes = sizesOf(dispatch);
  /** Results that tiles of a size compute, those past the edges included. */
  const results = (rows: number, columns: number): number =>
    rows * columns * tilesOf(dispatch, { rows, columns });
  const least = results(16, 32);
  if (least * (inner?.(sizes) ?? 0) * (times?.(sizes) ?? 1) >= LARGE) {
    if (results(64, 32) <= SURPLUS * least) return 'quad_16x32';
    if (times && results(32, 64) <= SURPLUS * least) return 'quad_32x16';
  }
  return 'quad_16x8';
}
