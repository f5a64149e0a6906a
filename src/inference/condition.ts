import type { Dataset } from '../data/dataset.ts';
import { type Field, fieldColumns } from '../data/field.ts';
import type { ModelRows } from '../data/rows.ts';
import { asTable, hostRowsOf, intensityAt, type Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import type { Model } from '../families/model.ts';

/**
 * Converts rows of data to a table with the model's fields.
 * @param fields of the model; without targets for inference
 * @param argument names the rows in messages
 * @throws DataError or ShapeError if the rows do not fit; the message says how to make them fit
 */
export function modelTable(
  rows: ModelRows,
  { condition }: Pick<Model, 'condition'>,
  fields: readonly Field[],
  argument?: string,
): Table {
  try {
    return asTable(withOwnLabels(rows, fields), fields, argument);
  } catch (cause) {
    if (!(cause instanceof ShapeError) || !condition) throw cause;
    const { field, size } = condition;
    const columns = fields.find(({ name }) => name === field);
    const own = columns ? fieldColumns(columns) - size : 0;
    throw new ShapeError(
      `${cause.message}. Its rows are ${own} values of data and ${size} of the condition, ` +
        'side by side: withLabels or withCondition makes them',
      { cause },
    );
  }
}

/** Uses a data set's own labels for the model's field `label`, if it has that field. */
function withOwnLabels(rows: ModelRows, fields: readonly Field[]): ModelRows {
  const [data, label] = fields;
  if (!data || label?.name !== 'label' || fields.length > 2 || !isDataset(rows)) return rows;
  return rows.labels ? { [data.name]: rows, label: rows.labels } : rows;
}

function isDataset(rows: ModelRows): rows is Dataset {
  if (typeof rows !== 'object' || rows === null) return false;
  return 'columns' in rows && 'dtype' in rows && rows.dtype !== 'sparse';
}

/**
 * The condition of rows `[x | condition]`: `[rows, condition]`. Undefined if the model takes none.
 */
export function conditionOf(
  data: Table,
  { condition }: Pick<Model, 'condition'>,
): Float32Array | undefined {
  if (!condition) return undefined;
  const { first, size } = condition;
  const field = hostRowsOf(data, condition.field);
  const found = new Float32Array(data.rows * size);
  for (let i = 0; i < found.length; i++) {
    found[i] = intensityAt(field, Math.floor(i / size), first + (i % size));
  }
  return found;
}

/**
 * The condition for each of `rows` latents, `[rows, condition]`. Undefined if the model takes none.
 * @param given `[condition]`, for all rows, or `[rows, condition]`
 * @throws ConfigError if the condition is missing, or given to a model that takes none
 * @throws ShapeError if it is neither one row nor one row for each latent
 */
export function conditionFor(
  rows: number,
  given: Float32Array | undefined,
  { condition: taken }: Pick<Model, 'condition'>,
): Float32Array | undefined {
  const width = taken?.size ?? 0;
  if (width === 0) {
    if (given === undefined) return undefined;
    throw new ConfigError(
      'this model takes no condition: leave it out, or make a model with config.condition',
    );
  }
  if (given === undefined) {
    throw new ConfigError(
      `this model decodes under a condition of ${width} values: give one for all rows or one for ` +
        `each, such as oneHotLabels([3], ${width})`,
    );
  }
  if (given.length === rows * width) return given;
  if (given.length !== width) {
    throw new ShapeError(
      `a condition takes ${width} values for all rows, or [${rows}, ${width}], got ` +
        `${given.length} values`,
    );
  }
  const repeated = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) repeated.set(given, row * width);
  return repeated;
}
