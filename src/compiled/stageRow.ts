import { writeSparseRow } from '../data/sparseRows.ts';
import type { HostRows } from '../data/table.ts';
import type { Staged } from './openProgram.ts';

/** What the largest whole number of an intensity stands for: 1. */
const LARGEST = { u8: 255, u16: 65_535 } as const;

/**
 * Copies a row as compiled programs take it: intensities and sparse rows as floats, whole numbers
 * as they are.
 */
export function stageRow(field: HostRows, row: number, into: Staged, start: number): void {
  if (field.dtype === 'sparse') {
    writeSparseRow(field, row, into as Float32Array, start);
    return;
  }
  const { columns, data, dtype } = field;
  const values = data.subarray(row * columns, (row + 1) * columns);
  if (into instanceof Float32Array && (dtype === 'u8' || dtype === 'u16')) {
    for (const [i, value] of values.entries()) into[start + i] = value / LARGEST[dtype];
  } else {
    into.set(values, start);
  }
}
