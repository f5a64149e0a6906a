import { isWholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { Storage } from './batchSource.ts';

/** One thing that a model takes of every row: pixels, a label, tokens and how many of them count. */
export interface Field {
  /** What the data, the graph's input and messages call it. */
  readonly name: string;
  /** The element types it may come in. */
  readonly dtypes: readonly DType[];
  /** Of one row; `[]` is one value. Rows lie flat, so only their product decides the memory. */
  readonly shape: readonly number[];
  /** Whether rows may be sparse: their non-zero values, f32. */
  readonly sparse?: boolean;
  /** For whole numbers (labels, tokens): they lie below this. */
  readonly values?: number;
  /** Only training and evaluation need it, such as the label that a classifier predicts. */
  readonly target?: boolean;
  /** Name of the field that says how many places of a row's first dimension count. */
  readonly length?: string;
  /** Name of the field that is not 0 at the places of a row's first dimension that count. */
  readonly mask?: string;
}

/** Named like this, an input would take the place of the order of rows. */
export const ROW_INDEX = 'row_index';

/** Values of one row. */
export function fieldColumns({ shape }: Pick<Field, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * What a model asks for must make sense before data are held against it.
 * @throws ConfigError naming the field and what is wrong with it
 */
export function assertFields(fields: readonly Field[]): void {
  const known = new Map(fields.map((field) => [field.name, field]));
  if (known.size < fields.length) {
    throw new ConfigError(`two fields have one name: ${fields.map(({ name }) => name).join(', ')}`);
  }
  for (const field of fields) {
    const { name, dtypes, shape, values, length, mask } = field;
    const refuse = (what: string): ConfigError => new ConfigError(`field "${name}": ${what}`);
    if (name === ROW_INDEX) throw refuse('is what the order of rows is called; use another name');
    if (dtypes.length === 0) throw refuse('takes no element type');
    if (!shape.every((size) => isWholeNumber(size, 1))) {
      throw refuse(`a shape takes whole numbers of at least 1, got [${shape.join(', ')}]`);
    }
    if (values !== undefined && (dtypes.includes('f32') || field.sparse)) {
      throw refuse('whole numbers come as u8, u16 or u32, not as f32 or sparse rows');
    }
    if (length !== undefined && known.get(length)?.shape.length !== 0) {
      throw refuse(`its length "${length}" must be a field of one value a row (shape [])`);
    }
    if (mask !== undefined && known.get(mask)?.shape.join() !== String(shape[0] ?? '')) {
      throw refuse(`its mask "${mask}" must be a field of shape [${shape[0] ?? ''}]`);
    }
  }
}

/**
 * Fields as they lie when the data have not come yet.
 * @param dtype of the fields that take it; the others have their first
 * @throws ConfigError if no field takes it
 */
export function expectedFields(
  fields: readonly Field[],
  dtype: DType,
): ReadonlyMap<string, { readonly columns: number; readonly dtype: DType }> {
  assertDtype(fields, dtype);
  return new Map(
    fields.map((field) => {
      const [usual = dtype] = field.dtypes;
      const columns = fieldColumns(field);
      return [field.name, { columns, dtype: field.dtypes.includes(dtype) ? dtype : usual }];
    }),
  );
}

/** The same as a plan's source takes it. */
export function expectedDtypes(
  fields: readonly Field[],
  dtype: DType,
): Readonly<Record<string, Storage>> {
  const expected = [...expectedFields(fields, dtype)];
  return Object.fromEntries(expected.map(([name, field]) => [name, field.dtype]));
}

/** @throws ConfigError if no field takes the element type. */
function assertDtype(fields: readonly Field[], dtype: unknown): void {
  const taken = [...new Set(fields.flatMap(({ dtypes }) => dtypes))];
  if ((taken as readonly unknown[]).includes(dtype)) return;
  const names = taken.map((each) => `"${each}"`).join(' or ');
  throw new ConfigError(`dtype must be ${names}, got ${String(dtype)}`);
}
