import type { Dataset } from '../data/dataset.ts';
import { type Field, fieldColumns } from '../data/field.ts';
import type { ModelRows } from '../data/rows.ts';
import { asTable, fieldOf, intensityAt, type Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import type { Model } from '../families/model.ts';

/**
 * Rows of data as a model takes them.
 * @param fields of the model; targets are left out where nothing is trained or evaluated
 * @throws DataError or ShapeError if they are not, which says how to make them
 */
export function modelTable(
  rows: ModelRows,
  { condition }: Pick<Model, 'condition'>,
  fields: readonly Field[],
): Table {
  try {
    return asTable(withOwnLabels(rows, fields), fields);
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

/** A data set that carries labels brings the field `label` of a model that takes one. */
function withOwnLabels(rows: ModelRows, fields: readonly Field[]): ModelRows {
  const [data, label] = fields;
  if (!data || label?.name !== 'label' || fields.length > 2 || !isDataset(rows)) return rows;
  return rows.labels ? { [data.name]: rows, label: rows.labels } : rows;
}

function isDataset(rows: ModelRows): rows is Dataset {
  return 'columns' in rows && 'dtype' in rows && rows.dtype !== 'sparse';
}

/** The condition of rows `[x | condition]`: `[rows, condition]`; undefined where there is none. */
export function conditionOf(
  data: Table,
  { condition }: Pick<Model, 'condition'>,
): Float32Array | undefined {
  if (!condition) return undefined;
  const { first, size } = condition;
  const field = fieldOf(data, condition.field);
  const found = new Float32Array(data.rows * size);
  for (let i = 0; i < found.length; i++) {
    found[i] = intensityAt(field, Math.floor(i / size), first + (i % size));
  }
  return found;
}

/**
 * The condition that each of `rows` latents is decoded under, `[rows, condition]`; undefined where
 * the model takes none.
 * @param given `[condition]`, for all rows, or `[rows, condition]`
 * @throws ConfigError if a model with a condition is given none, or one without is given one
 * @throws ShapeError if it is neither one row nor a row for each
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
