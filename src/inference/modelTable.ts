import type { Dataset } from '../data/dataset.ts';
import { type Field, fieldColumns } from '../data/field.ts';
import { oneHotLabels } from '../data/labels.ts';
import type { ModelRows } from '../data/rows.ts';
import { asTable, type Table } from '../data/table.ts';
import { ShapeError } from '../errors.ts';
import type { Model } from '../families/model.ts';

/**
 * Converts rows of data to a table with the model's fields.
 * @param fields of the model; without targets for inference
 * @param argument names the rows in messages
 * @throws DataError or ShapeError if the rows do not fit; the message says how to make them fit
 */
export function modelTable(
  rows: ModelRows,
  { condition, given }: Pick<Model, 'condition' | 'given'>,
  fields: readonly Field[],
  argument?: string,
): Table {
  if (given) return given.read(asTable(rows, given.fields, argument));
  try {
    return asTable(withOwnLabels(rows, fields), fields, argument);
  } catch (cause) {
    if (!(cause instanceof ShapeError) || !condition?.first) throw cause;
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

/**
 * Uses a data set's own labels for the model's field `label`, or for one that takes them as one-hot
 * columns, if it has such a field.
 */
function withOwnLabels(rows: ModelRows, fields: readonly Field[]): ModelRows {
  const [data, label] = fields;
  if (data && label?.labels && isDataset(rows) && rows.labels) {
    const oneHot = oneHotLabels(rows.labels, fieldColumns(label));
    return { [data.name]: rows, [label.name]: oneHot };
  }
  if (!data || label?.name !== 'label' || fields.length > 2 || !isDataset(rows)) return rows;
  return rows.labels ? { [data.name]: rows, label: rows.labels } : rows;
}

function isDataset(rows: ModelRows): rows is Dataset {
  if (typeof rows !== 'object' || rows === null) return false;
  return 'columns' in rows && 'dtype' in rows && rows.dtype !== 'sparse';
}
