import type { SlotContext } from '../twin.ts';
import { at } from './access.ts';

/** The element of a matrix [M, K] of the kernel's own shape. */
export function atPlace(
  { constants }: SlotContext,
  values: Float64Array,
  row: number,
  column: number,
): number {
  return at(values, row * Number(constants.K) + column);
}
