import type { SlotContext } from '../twin.ts';
import { at } from './access.ts';

/** Rows of a matrix with K columns, selected by the row index. */
export function gather(context: SlotContext, data: Float64Array, rowIndex: Float64Array) {
  const K = Number(context.constants.K);
  return (row: number, column: number): number =>
    at(data, pickedRow(context, rowIndex, row) * K + column);
}

/**
 * Index in the data of row `row` of the batch. Rows past the batch give its last row, as in the
 * shaders.
 */
export function pickedRow({ step }: SlotContext, rowIndex: Float64Array, row: number): number {
  return at(rowIndex, step.first_row + Math.min(row, Math.max(step.row_count, 1) - 1));
}
