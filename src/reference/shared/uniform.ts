import { threefry2x32, uniform01 } from '../../random/threefry.ts';
import type { SlotContext } from '../twin.ts';
import { at } from './access.ts';

/**
 * The uniform draw for an element of a matrix with `width` columns, from (seed, stream, data
 * counter, row, column). A block gives columns 2i and 2i + 1, and rows start at even blocks.
 */
export function uniformAt(
  { constants, step }: SlotContext,
  row: number,
  column: number,
  width: number,
): number {
  const vec4s = Math.ceil(width / 4);
  const index =
    2 * ((step.data_row + row) * vec4s + Math.floor(column / 4)) + (Math.floor(column / 2) % 2);
  const words = threefry2x32(step.seed, Number(constants.STREAM), step.data_counter, index);
  return uniform01(at(Float64Array.from(words), column % 2));
}
