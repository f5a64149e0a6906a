import { dropUndefined } from '../dropUndefined.ts';
import { DataError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import { nearestName } from '../nearestName.ts';
import { isPlainObject } from '../plainData.ts';
import { ownArray } from './arrays.ts';
import { type DataArrays, type Dataset, dtypeOf, isPixels, noArray, toDataset } from './dataset.ts';
import { assertDomain } from './domain.ts';
import { assertFields, type Field, fieldColumns } from './field.ts';
import { type GpuField, type GpuRows, isGpuRows } from './gpuRows.ts';
import { isNdarray, type Ndarray, rowsOfNdarray } from './ndarray.ts';
import { assertSparse, type SparseRows } from './sparseRows.ts';

/** The values of one field for all rows. */
export type FieldData = HostRows | GpuField;

/** Rows that the host can read. */
export type HostRows = Dataset<DType> | SparseRows;

/** Rows of one field: a data set, or a plain array of rows. */
export type FieldRows = HostRows | GpuRows | DataArrays[DType] | Uint8ClampedArray;

/** Row-aligned fields, the data that a model is trained on. */
export interface Table {
  /** Name of the data, for messages. */
  readonly name: string;
  /** Number of rows. */
  readonly rows: number;
  /** The rows of each field, by its name. */
  readonly fields: ReadonlyMap<string, FieldData>;
  /** A copy of what a caller gave, NaN where it is missing, if the fields are made of it. */
  readonly given?: Float32Array;
}

/** The properties of a field that determine its buffers. */
export type FieldShape =
  | Pick<GpuField, 'columns' | 'dtype' | 'buffer'>
  | Pick<Dataset<DType>, 'columns' | 'dtype'>
  | (Pick<SparseRows, 'columns' | 'dtype'> & { readonly data: { readonly length: number } });

/** The properties of a table that determine its buffers. */
export interface TableShape {
  readonly rows: number;
  readonly fields: ReadonlyMap<string, FieldShape>;
}

/**
 * Converts data to a table with a model's fields: rows of its only field, or rows by field name.
 * Rows may be an array that `readNpy` returned.
 * Copies nothing but arrays that threads share.
 *
 * @param argument names the rows in messages where they have no name of their own; by default the
 *   field does
 * @throws DataError for a missing or unknown field, rows of a type or with values that the field
 *   does not accept, or no row
 * @throws ShapeError for rows of a wrong length, or fields with different numbers of rows
 */
export function asTable(
  data: FieldRows | Ndarray | Readonly<Record<string, FieldRows | Ndarray>>,
  fields: readonly Field[],
  argument?: string,
): Table {
  assertFields(fields);
  if (isByField(data)) return fromFields(data, fields, argument);
  const [field, ...others] = fields;
  if (!field || others.some(({ otherwise }) => !otherwise)) {
    const names = fields.map(({ name }) => name);
    throw new DataError(
      `this model takes ${fields.length} fields, got one set of rows: give them by name, ` +
        `{ ${names.map((name) => `${name}: …`).join(', ')} }`,
    );
  }
  const found = asField(data, field, argument);
  const { name, rows } = found;
  const lacking = others.map((other) => [other.name, filled(other, [field.name], rows)] as const);
  return { name, rows, fields: new Map([[field.name, found], ...lacking]) };
}

/**
 * The rows of a field of a checked table.
 * @throws DataError if the field does not exist; lists the existing fields
 */
export function fieldOf({ name, fields }: Table, field: string): FieldData {
  const found = fields.get(field);
  if (found) return found;
  const known = [...fields.keys()];
  throw new DataError(
    `${name} has no field "${field}"${nearestName(field, known)}; its fields: ${known.join(', ')}`,
  );
}

/**
 * The values of a field of a checked table.
 * @throws DataError if the field does not exist, or lies on the GPU
 */
export function hostRowsOf(table: Table, field: string): HostRows {
  const found = fieldOf(table, field);
  if (!('buffer' in found)) return found;
  throw new DataError(
    `${found.name} lies on the GPU, where this call cannot choose or read single rows: give it as ` +
      'an array',
  );
}

/**
 * The table with copies of its arrays, for calls that may read them after the caller has gone on.
 * Buffers on the GPU are not copied.
 */
export function copied({ fields, ...others }: Table): Table {
  const own = [...fields].map(([key, field]): [string, FieldData] => [
    key,
    'buffer' in field ? field : ({ ...field, data: field.data.slice() } as HostRows),
  ]);
  return { ...others, fields: new Map(own) };
}

/**
 * Checks rows for internal consistency, independently of any model.
 * @throws DataError for no row, or values that are not an array of an element type
 * @throws ShapeError if the data do not match the declared sizes
 */
export function assertSound(field: HostRows): void {
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

function isByField(data: unknown): data is Readonly<Record<string, FieldRows | Ndarray>> {
  if (!isPlainObject(data) || isNdarray(data) || isPixels(data)) return false;
  return typeof (data as Partial<FieldData>).columns !== 'number';
}

function fromFields(
  data: Readonly<Record<string, FieldRows | Ndarray>>,
  fields: readonly Field[],
  argument: string | undefined,
): Table {
  const of = argument === undefined ? '' : `${argument}: `;
  const names = fields.map(({ name }) => name);
  const given = Object.keys(data);
  for (const name of given) {
    if (names.includes(name)) continue;
    throw new DataError(
      `${of}this model takes no field "${name}"${nearestName(name, names)}; its fields: ` +
        names.join(', '),
    );
  }
  const found = fields.flatMap((field) => {
    const rows = data[field.name];
    if (rows !== undefined)
      return [[field, asField(rows, field, argument && `${argument}.${field.name}`)] as const];
    if (field.otherwise) return [];
    throw new DataError(
      `${of}the field "${field.name}" is missing; this model takes: ${names.join(', ')}`,
    );
  });
  const [first] = found;
  if (!first)
    throw new DataError(
      `${of}this model takes rows of some of ${names.join(', ')}; none of them is given`,
    );
  const rows = first[1].rows;
  for (const [field, values] of found) {
    if (values.rows === rows) continue;
    throw new ShapeError(
      `fields must have equally many rows: "${first[0].name}" has ${rows}, "${field.name}" has ` +
        `${values.rows}`,
    );
  }
  const values = new Map(found.map(([field, own]) => [field.name, own]));
  const table = {
    name: argument ?? 'data',
    rows,
    fields: new Map(
      fields.map((field) => [field.name, values.get(field.name) ?? filled(field, given, rows)]),
    ),
  };
  for (const field of fields) assertLengths(field, table);
  return table;
}

/** Rows of a field that the data lack. */
function filled(field: Field, given: readonly string[], rows: number): FieldData {
  const values = field.otherwise?.(given) ?? [];
  const [dtype = 'f32'] = field.dtypes;
  const columns = fieldColumns(field);
  const data = dtype === 'u8' ? new Uint8Array(rows * columns) : new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) data.set(values, row * columns);
  return toDataset(data, columns, field.name);
}

function asField(given: FieldRows | Ndarray, field: Field, called = field.name): FieldData {
  const { dtypes, values } = field;
  const columns = fieldColumns(field);
  const rows = isNdarray(given) ? rowsOfNdarray(given, { ...field, name: called }, columns) : given;
  const whole = values !== undefined;
  if (isGpuRows(rows)) return onGpu(rows, field, columns, called);
  if (typeof rows !== 'object' || rows === null || !('data' in rows)) {
    const dtype = dtypeOf(rows);
    if (!dtype || !dtypes.includes(dtype)) throw noArray(rows, called, dtypes, whole);
    return checked(toDataset(rows, columns, called), field);
  }
  const { name = called, dtype } = rows;
  if (typeof rows.columns !== 'number') throw noArray(rows, name, dtypes, whole);
  if (rows.columns !== columns) throw otherLength({ ...rows, name }, field.name, columns);
  if (dtype === 'sparse') {
    if (!field.sparse) {
      throw new DataError(
        `${name}: the field "${field.name}" takes no sparse rows: give all values of a row`,
      );
    }
    const packed = { ...rows, name, data: ownArray(rows.data) as Uint32Array };
    assertSound(packed);
    assertDomain(packed, field.domain);
    return packed;
  }
  const found = dtypeOf(rows.data);
  if (!found || !dtypes.includes(found)) throw noArray(rows.data, name, dtypes, whole);
  const data = ownArray(rows.data) as DataArrays[DType];
  const own = data === rows.data ? rows : { ...rows, data };
  assertSound(own);
  return checked(own, field);
}

/**
 * @throws DataError for a field of whole numbers, whose values the host needs, or another element type
 * @throws ShapeError for rows of another length
 */
function onGpu(
  rows: GpuRows,
  { name, dtypes, values, domain }: Field,
  columns: number,
  called: string,
): GpuField {
  const found = { dtype: 'f32', name: called, ...dropUndefined(rows) } as const;
  if (values !== undefined) {
    throw new DataError(
      `the field "${name}" holds whole numbers: give it as an array, not a buffer`,
    );
  }
  if (found.columns !== columns) throw otherLength(found, name, columns);
  if (!dtypes.includes(found.dtype)) {
    throw new DataError(
      `the field "${name}" takes ${dtypes.join(' or ')}, its buffer holds ${found.dtype}`,
    );
  }
  return { ...found, ...(domain && { domain }) };
}

function otherLength(
  { name, columns: given }: Pick<FieldData, 'name' | 'columns'>,
  field: string,
  columns: number,
): ShapeError {
  const as = field === 'data' ? '' : ` as "${field}"`;
  return new ShapeError(
    `this model takes rows of ${columns} values${as}, ${name} has rows of ${given}`,
  );
}

function checked(found: Dataset<DType>, { name, values, domain, missing }: Field): Dataset<DType> {
  if (!missing) assertDomain(found, domain);
  if (values === undefined) return found;
  const wrong = found.data.findIndex((value: number) => value >= values);
  if (wrong < 0) return found;
  const row = Math.floor(wrong / found.columns);
  throw new DataError(
    `the field "${name}" takes whole numbers from 0 to ${values - 1}, got ${found.data[wrong]} in ` +
      `row ${row}`,
  );
}

/** The number of valid positions must not exceed the row's first dimension. */
function assertLengths({ name, shape, length }: Field, table: Table): void {
  if (length === undefined) return;
  const { data } = hostRowsOf(table, length);
  const [places = 1] = shape;
  const wrong = data.findIndex((value: number) => value > places);
  if (wrong < 0) return;
  throw new DataError(
    `the field "${name}" has ${places} places a row, but "${length}" says ${data[wrong]} for row ` +
      `${wrong}`,
  );
}
