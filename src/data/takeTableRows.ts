import { pickRows } from './pickRows.ts';
import { takeSparseRows } from './sparseValues.ts';
import { hostRowsOf, type Table } from './table.ts';

/**
 * Copies of chosen rows of all fields, in the order given.
 * @throws DataError for a field that lies on the GPU
 */
export function takeTableRows(table: Table, rows: ArrayLike<number>, name = table.name): Table {
  const taken = [...table.fields.keys()].map((key) => {
    const field = hostRowsOf(table, key);
    // A table with one field has the name of that field.
    const called = field.name === table.name ? name : field.name;
    const some =
      field.dtype === 'sparse'
        ? takeSparseRows(field, rows, called)
        : pickRows(field, rows, called);
    return [key, some] as const;
  });
  return { name, rows: rows.length, fields: new Map(taken) };
}
