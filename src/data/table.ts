import { DataError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { Storage } from './batchSource.ts';
import {
  type DataArrays,
  type Dataset,
  dtypeOf,
  intensity,
  noArray,
  takeRows,
  toDataset,
} from './dataset.ts';
import { assertFields, type Field, fieldColumns } from './field.ts';
import { nearestName } from './nearestName.ts';
import { assertSparse, type SparseRows, sparseValue, takeSparseRows } from './sparseRows.ts';

/** The values of one field of all rows. */
export type FieldData = Dataset<DType> | SparseRows;

/** Rows of one field: as a data set, or a plain array of rows. */
export type FieldRows = FieldData | DataArrays[DType];

/** Row-aligned fields: what a model is trained on. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly fields: ReadonlyMap<string, FieldData>;
}

/** What must be known of a field to make its buffers. */
export type FieldShape =
  | Pick<Dataset<DType>, 'columns' | 'dtype'>
  | (Pick<SparseRows, 'columns' | 'dtype'> & { readonly data: { readonly length: number } });

/** What must be known of a table to make its buffers. */
export interface TableShape {
  readonly rows: number;
  readonly fields: ReadonlyMap<string, FieldShape>;
}

/**
 * Data as a model takes them: rows of its one field, or rows by the names of its fields. Nothing
 * is copied.
 *
 * @throws DataError for a field that is missing or unknown, rows in another form or of other
 *   values than the field takes, or no row
 * @throws ShapeError for rows of another length, or fields with different numbers of rows
 */
export function asTable(
  data: FieldRows | Readonly<Record<string, FieldRows>>,
  fields: readonly Field[],
): Table {
  assertFields(fields);
  if (isByField(data)) return fromFields(data, fields);
  const [field, ...others] = fields;
  if (!field || others.length > 0) {
    const names = fields.map(({ name }) => name);
    throw new DataError(
      `this model takes ${fields.length} fields, got one set of rows: give them by name, ` +
        `{ ${names.map((name) => `${name}: …`).join(', ')} }`,
    );
  }
  const found = asField(data, field);
  return { name: found.name, rows: found.rows, fields: new Map([[field.name, found]]) };
}

/**
 * The rows of a field of a table that was checked.
 * @throws DataError if there is no such field, naming those there are
 */
export function fieldOf({ name, fields }: Table, field: string): FieldData {
  const found = fields.get(field);
  if (found) return found;
  const known = [...fields.keys()];
  throw new DataError(
    `${name} has no field "${field}"${nearestName(field, known)}; its fields: ${known.join(', ')}`,
  );
}

/** Copies of chosen rows of all fields, in the order given. */
export function takeTableRows(table: Table, rows: ArrayLike<number>, name = table.name): Table {
  const taken = [...table.fields].map(([key, field]) => {
    // The one field of a table is called what the table is.
    const called = field.name === table.name ? name : field.name;
    const some =
      field.dtype === 'sparse'
        ? takeSparseRows(field, rows, called)
        : takeRows(field, rows, called);
    return [key, some] as const;
  });
  return { name, rows: rows.length, fields: new Map(taken) };
}

/** A value as models see it: a byte stands for its share of 255. */
export function intensityAt(field: FieldData, row: number, column: number): number {
  if (field.dtype === 'sparse') return sparseValue(field, row, column);
  return intensity(field, row * field.columns + column);
}

/** How fields lie on the device where they are there as a whole. */
export function storageOf(fields: TableShape['fields']): Readonly<Record<string, Storage>> {
  const all = [...fields].map(([name, field]) => [
    name,
    field.dtype === 'sparse' ? { sparse: field.data.length } : field.dtype,
  ]);
  return Object.fromEntries(all);
}

/** What two tables have in common that one set of kernels can serve: `data:u8 label:u16`. */
export function typesKey({ fields }: Pick<TableShape, 'fields'>): string {
  return [...fields].map(([name, { dtype }]) => `${name}:${dtype}`).join(' ');
}

/** What two tables have in common that one set of buffers can hold. */
export function shapeKey({ rows, fields }: TableShape): string {
  return `${rows} ${JSON.stringify(storageOf(fields))}`;
}

/**
 * Rows that say of themselves what they are, whatever model they are for.
 * @throws DataError for no row, or values in no array of an element type
 * @throws ShapeError if their data are not what they say
 */
export function assertSound(field: FieldData): void {
  if (field.dtype === 'sparse') {
    assertSparse(field);
    return;
  }
  const { name, rows, columns, dtype, data, labels } = field;
  const found = toDataset(data, columns, name, labels);
  if (found.rows === rows && found.dtype === dtype) return;
  throw new ShapeError(
    `${name}: says it has ${rows} rows of ${dtype}, but its data are ` +
      `${found.rows} rows of ${found.dtype}`,
  );
}

function isByField(data: unknown): data is Readonly<Record<string, FieldRows>> {
  if (typeof data !== 'object' || data === null) return false;
  const prototype: unknown = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return typeof (data as Partial<FieldData>).columns !== 'number';
}

function fromFields(data: Readonly<Record<string, FieldRows>>, fields: readonly Field[]): Table {
  const names = fields.map(({ name }) => name);
  const given = Object.keys(data);
  for (const name of given) {
    if (names.includes(name)) continue;
    throw new DataError(
      `this model takes no field "${name}"${nearestName(name, names)}; its fields: ` +
        names.join(', '),
    );
  }
  const found = fields.map((field) => {
    const rows = data[field.name];
    if (rows !== undefined) return [field, asField(rows, field)] as const;
    throw new DataError(
      `the field "${field.name}" is missing; this model takes: ${names.join(', ')}`,
    );
  });
  const rows = found[0]?.[1].rows ?? 0;
  for (const [field, values] of found) {
    if (values.rows === rows) continue;
    throw new ShapeError(
      `fields must have equally many rows: "${names[0]}" has ${rows}, "${field.name}" has ` +
        `${values.rows}`,
    );
  }
  const table = { name: 'data', rows, fields: new Map(found.map(([f, v]) => [f.name, v])) };
  for (const field of fields) assertLengths(field, table);
  return table;
}

function asField(rows: FieldRows, field: Field): FieldData {
  const { dtypes, values } = field;
  const columns = fieldColumns(field);
  const whole = values !== undefined;
  if (typeof rows !== 'object' || rows === null || !('data' in rows)) {
    const dtype = dtypeOf(rows);
    if (!dtype || !dtypes.includes(dtype)) throw noArray(rows, field.name, dtypes, whole);
    return checked(toDataset(rows, columns, field.name), field);
  }
  const { name, dtype } = rows;
  if (rows.columns !== columns) {
    throw new ShapeError(
      `this model takes rows of ${columns} values${field.name === 'data' ? '' : ` as "${field.name}"`}, ` +
        `${name} has rows of ${rows.columns}`,
    );
  }
  if (dtype === 'sparse') {
    if (!field.sparse) {
      throw new DataError(
        `${name}: the field "${field.name}" takes no sparse rows: give all values of a row`,
      );
    }
    assertSound(rows);
    return rows;
  }
  const found = dtypeOf(rows.data);
  if (!found || !dtypes.includes(found)) throw noArray(rows.data, name, dtypes, whole);
  assertSound(rows);
  return checked(rows, field);
}

function checked(found: Dataset<DType>, { name, values }: Field): Dataset<DType> {
  if (values === undefined) return found;
  const wrong = found.data.findIndex((value: number) => value >= values);
  if (wrong < 0) return found;
  const row = Math.floor(wrong / found.columns);
  throw new DataError(
    `the field "${name}" takes whole numbers from 0 to ${values - 1}, got ${found.data[wrong]} in ` +
      `row ${row}`,
  );
}

/** A row can have no more places that count than it has. */
function assertLengths({ name, shape, length }: Field, table: Table): void {
  if (length === undefined) return;
  const { data } = fieldOf(table, length);
  const [places = 1] = shape;
  const wrong = data.findIndex((value: number) => value > places);
  if (wrong < 0) return;
  throw new DataError(
    `the field "${name}" has ${places} places a row, but "${length}" says ${data[wrong]} for row ` +
      `${wrong}`,
  );
}
