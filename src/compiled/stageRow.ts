import { intensity } from '../data/dataset.ts';
import { writeSparseRow } from '../data/sparseValues.ts';
import type { HostRows } from '../data/table.ts';
import type { Staged } from './openProgram.ts';

/**
 * Copies a row as compiled programs take it: intensities and sparse rows as floats, whole numbers
 * as they are.
 */
export function stageRow(field: HostRows, row: number, into: Staged, start: number): void {
  if (field.dtype === 'sparse') {
    writeSparseRow(field, row, into as Float32Array, start);
    return;
  }
  const { columns, data } = field;
  const first = row * columns;
  if (into instanceof Float32Array) {
    for (let i = 0; i < columns; i++) into[start + i] = intensity(field, first + i);
  } else {
    into.set(data.subarray(first, first + columns), start);
  }
}
