import type { SlotContext } from '../twin.ts';
import { at } from './access.ts';

/** Rows of a matrix of K columns picked by the row index. */
export function gather(context: SlotContext, data: Float64Array, rowIndex: Float64Array) {
  const K = Number(context.constants.K);
  return (row: number, column: number): number =>
    at(data, pickedRow(context, rowIndex, row) * K + column);
}

/** The row of the data that a batch has as `row`: past the batch its last one, as in the shaders. */
export function pickedRow({ step }: SlotContext, rowIndex: Float64Array, row: number): number {
  return at(rowIndex, step.first_row + Math.min(row, Math.max(step.row_count, 1) - 1));
}
