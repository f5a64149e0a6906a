import type { Dispatch } from '../graph/plan.ts';
import { descriptorOf } from './descriptors.ts';
import { sizesOf, tilesOf } from './launch.ts';

/** Multiply-adds of a product that earn back a larger block's time to compile in some thirty steps. */
const LARGE = 3e7;

/** The tiles of `quad_16x8` and `quad_16x32`. */
const SMALL_TILE = { rows: 16, columns: 32 };
const LARGE_TILE = { rows: 64, columns: 32 };
/** How much more the larger one may compute past the edges of a matrix. */
const SURPLUS = 1.25;

/** True for a product that gains by `quad_16x32` on CPU adapters with quads. */
export function earnsLargeQuads(dispatch: Dispatch): boolean {
  const inner = descriptorOf(dispatch.kernel).inner?.(sizesOf(dispatch)) ?? 0;
  const results = area(dispatch, SMALL_TILE);
  return inner * results >= LARGE && area(dispatch, LARGE_TILE) <= SURPLUS * results;
}

/** Results that the tiles of a product compute, those past its edges included. */
function area(dispatch: Dispatch, tile: { rows: number; columns: number }): number {
  return tile.rows * tile.columns * tilesOf(dispatch, tile);
}
