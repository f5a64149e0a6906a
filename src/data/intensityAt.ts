import { intensity } from './dataset.ts';
import { sparseValue } from './sparseValues.ts';
import type { HostRows } from './table.ts';

/** A value as models see it: a byte v stands for v / 255. */
export function intensityAt(field: HostRows, row: number, column: number): number {
  if (field.dtype === 'sparse') return sparseValue(field, row, column);
  return intensity(field, row * field.columns + column);
}
