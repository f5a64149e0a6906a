import { at } from '../shared/access.ts';
import { gather, pickedRow } from '../shared/gather.ts';
import type { SlotTwin } from '../twin.ts';

/** Rows of a matrix. */
export const matrix: SlotTwin<'load', 'matrix'> =
  ({ constants }, x) =>
  (row, column) =>
    at(x, row * Number(constants.K) + column);

/** Rows of an f32 data set, selected by the row index. */
export const gatherF32: SlotTwin<'load', 'gather_f32'> = (context, data, rowIndex) =>
  gather(context, data, rowIndex);

/** Rows of a data set with values 0..255, selected by the row index and scaled to [0, 1]. */
export const gatherU8: SlotTwin<'load', 'gather_u8'> = (context, data, rowIndex) => {
  const load = gather(context, data, rowIndex);
  return (row, column) => load(row, column) / 255;
};

/** Rows of a data set with values 0..65535, selected by the row index and scaled to [0, 1]. */
export const gatherU16: SlotTwin<'load', 'gather_u16'> = (context, data, rowIndex) => {
  const load = gather(context, data, rowIndex);
  return (row, column) => load(row, column) / 65535;
};

/** Rows of whole numbers, selected by the row index. */
export const gatherU32: SlotTwin<'load', 'gather_u32'> = (context, data, rowIndex) =>
  gather(context, data, rowIndex);

/** Sparse rows, selected by the row index: the row's entry in the column, or 0. */
export const gatherSparse: SlotTwin<'load', 'gather_sparse'> = (context, sparse, rowIndex) => {
  const words = Uint32Array.from(sparse);
  const values = new Float32Array(words.buffer);
  return (row, column) => {
    const picked = pickedRow(context, rowIndex, row);
    for (let word = at(sparse, picked); word < at(sparse, picked + 1); word += 2) {
      if (words[word] === column) return values[word + 1] ?? Number.NaN;
    }
    return 0;
  };
};
