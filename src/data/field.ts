import { isWholeNumber, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { Storage } from './batchSource.ts';
import type { FieldDomain } from './domain.ts';

/** One input of a model per row, such as pixels, a label, tokens or the number of valid tokens. */
export interface Field {
  /** Name of the field in the data, in the graph's inputs and in messages. */
  readonly name: string;
  /** The accepted element types. */
  readonly dtypes: readonly DType[];
  /**
   * Shape of one row; `[]` is a single value. Rows lie flat, so memory depends only on the product.
   */
  readonly shape: readonly number[];
  /** If true, rows may be sparse: their non-zero values, f32. */
  readonly sparse?: boolean;
  /** For whole numbers (labels, tokens): the exclusive upper bound of values. */
  readonly values?: number;
  /**
   * True for fields that only training and evaluation use, such as the label that a classifier
   * predicts.
   */
  readonly target?: boolean;
  /** True if the labels of a data set are its rows, as one-hot columns. */
  readonly labels?: boolean;
  /** The domain of its values; all finite values by default. */
  readonly domain?: FieldDomain;
  /** True if values may be NaN, where they are missing: what reads the field checks its values. */
  readonly missing?: boolean;
  /**
   * True for sequences of tokens that end with their first 0: a plan may leave out the steps behind it, as
   * `BatchSource.steps` says.
   */
  readonly padded?: boolean;
  /**
   * The values of each row where the data lack the field, from the names of the fields that they have. By
   * default data must have it.
   */
  readonly otherwise?: (given: readonly string[]) => readonly number[];
  /** Name of the field with the number of valid positions in a row's first dimension. */
  readonly length?: string;
}

/** Name of the input for the order of rows. A field must not use it. */
export const ROW_INDEX = 'row_index';

/** Values of one row. */
export function fieldColumns({ shape }: Pick<Field, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Checks a model's fields before data are checked against them.
 * @throws ConfigError naming the field and what is wrong with it
 */
export function assertFields(fields: readonly Field[]): void {
  const known = new Map(fields.map((field) => [field.name, field]));
  if (known.size < fields.length) {
    throw new ConfigError(`two fields have one name: ${fields.map(({ name }) => name).join(', ')}`);
  }
  for (const field of fields) {
    const { name, dtypes, shape, values, length } = field;
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
  }
}

/**
 * Expected columns and types of the fields when no data are available yet.
 * @param dtype element type of the fields that accept it; the others, or all if it is undefined, use
 *   their first type
 * @throws ConfigError if no field accepts it
 */
export function expectedFields(
  fields: readonly Field[],
  dtype: DType | undefined,
): ReadonlyMap<string, { readonly columns: number; readonly dtype: DType }> {
  if (dtype !== undefined) assertDtype(fields, dtype);
  return new Map(
    fields.map((field) => {
      const [usual = 'f32'] = field.dtypes;
      const columns = fieldColumns(field);
      const takesIt = dtype !== undefined && field.dtypes.includes(dtype);
      return [field.name, { columns, dtype: takesIt ? dtype : usual }];
    }),
  );
}

/** Expected element types of the fields, as a batch source declares them. */
export function expectedDtypes(
  fields: readonly Field[],
  dtype: DType | undefined,
): Readonly<Record<string, Storage>> {
  const expected = [...expectedFields(fields, dtype)];
  return Object.fromEntries(expected.map(([name, field]) => [name, field.dtype]));
}

/** @throws ConfigError if no field accepts the element type. */
function assertDtype(fields: readonly Field[], dtype: unknown): void {
  const taken = [...new Set(fields.flatMap(({ dtypes }) => dtypes))];
  if ((taken as readonly unknown[]).includes(dtype)) return;
  const names = taken.map((each) => `"${each}"`).join(' or ');
  throw new ConfigError(`dtype must be ${names}, got ${shown(dtype)}`);
}
