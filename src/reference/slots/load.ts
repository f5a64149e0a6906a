import { at } from '../shared/access.ts';
import type { SlotContext, SlotTwin } from '../twin.ts';

/** Rows of a matrix. */
export const matrix: SlotTwin<'load', 'matrix'> =
  ({ constants }, x) =>
  (row, column) =>
    at(x, row * Number(constants.K) + column);

/** Rows of an f32 data set picked by the row index. */
export const gatherF32: SlotTwin<'load', 'gather_f32'> = (context, data, rowIndex) =>
  gather(context, data, rowIndex);

/** Rows of a data set of 0..255 picked by the row index, scaled to [0, 1]. */
export const gatherU8: SlotTwin<'load', 'gather_u8'> = (context, data, rowIndex) => {
  const load = gather(context, data, rowIndex);
  return (row, column) => load(row, column) / 255;
};

/** Rows past the batch repeat its last row, as in the shaders. */
function gather({ constants, step }: SlotContext, data: Float64Array, rowIndex: Float64Array) {
  return (row: number, column: number): number => {
    const position = step.first_row + Math.min(row, step.row_count - 1);
    return at(data, at(rowIndex, position) * Number(constants.K) + column);
  };
}
