import type { SlotContext } from '../twin.ts';
import { at } from './access.ts';

/** Element of a matrix [M, K] with the kernel's own M and K. */
export function atPlace(
  { constants }: SlotContext,
  values: Float64Array,
  row: number,
  column: number,
): number {
  return at(values, row * Number(constants.K) + column);
}
