import type { Storage } from './batchSource.ts';
import type { TableShape } from './table.ts';

/** Storage of fields that lie on the device as a whole. */
export function storageOf(fields: TableShape['fields']): Readonly<Record<string, Storage>> {
  const all = [...fields].map(([name, field]) => [
    name,
    field.dtype === 'sparse' ? { sparse: field.data.length } : field.dtype,
  ]);
  return Object.fromEntries(all);
}

/** Key of tables that can share compiled kernels: `data:u8 label:u16`. */
export function typesKey({ fields }: Pick<TableShape, 'fields'>): string {
  return [...fields].map(([name, { dtype }]) => `${name}:${dtype}`).join(' ');
}

/** Key of tables that can share buffers, those of the caller included. */
export function shapeKey({ rows, fields }: TableShape): string {
  const given = [...fields.values()].map((field) =>
    'buffer' in field ? numberOf(field.buffer) : 0,
  );
  return `${rows} ${JSON.stringify(storageOf(fields))} ${given.join()}`;
}

const numbers = new WeakMap<GPUBuffer, number>();
let last = 0;

/** A number that tells buffers apart. */
function numberOf(buffer: GPUBuffer): number {
  const known = numbers.get(buffer);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(buffer, last);
  return last;
}
