import { toDataset } from '../../data/dataset.ts';
import type { Field } from '../../data/field.ts';
import { hostRowsOf, type Table } from '../../data/table.ts';
import { DataError } from '../../errors.ts';
import { type TableColumn, takes, whatItTakes } from './columns.ts';
import { layoutOf, type PlacedColumn, type TableColumns, type ValueLayout } from './layout.ts';

/** Names of the fields: values as the encoder sees them, which of them are there, the counts, and what is told. */
export const DATA = 'data';
export const OBSERVED = 'observed';
export const COUNTS = 'counts';
export const TOLD = 'told';

/** A value that is there, as a share of a byte. */
const THERE = 255;

/** The rows of callers: one value a column, NaN where it is missing. */
export function givenFields(columns: readonly TableColumn[]): readonly Field[] {
  const shape = [columns.length];
  return [
    { name: DATA, dtypes: ['f32'], shape, missing: true },
    {
      name: OBSERVED,
      dtypes: ['u8'],
      values: 2,
      shape,
      otherwise: () => columns.map(() => 1),
    },
  ];
}

/** The fields of the model. */
export function tableFields(table: TableColumns): readonly Field[] {
  const { width, kinds, told } = layoutOf(table);
  const counts = kinds.find(({ kind }) => kind === 'count');
  return [
    { name: DATA, dtypes: ['f32'], shape: [width] },
    { name: OBSERVED, dtypes: ['u8'], shape: [width] },
    ...(counts ? [{ name: COUNTS, dtypes: ['f32'], shape: [counts.width] } as const] : []),
    ...(told.width > 0 ? [{ name: TOLD, dtypes: ['f32'], shape: [told.width] } as const] : []),
  ];
}

/**
 * The rows of a caller as the fields of the model. What is missing is 0.
 * @throws DataError for a value that its column does not take; names row and column
 */
export function readRows(table: TableColumns, given: Table): Table {
  const layout = layoutOf(table);
  const { columns } = table;
  const { name, rows } = given;
  const there = hostRowsOf(given, OBSERVED).data;
  const own = (hostRowsOf(given, DATA).data as Float32Array).map((value, cell) =>
    there[cell] === 0 ? Number.NaN : value,
  );
  const counts = layout.kinds.find(({ kind }) => kind === 'count');
  const data = new Float32Array(rows * layout.width);
  const observed = new Uint8Array(rows * layout.width);
  const counted = new Float32Array(rows * (counts?.width ?? 0));
  const told = new Float32Array(rows * layout.told.width);
  const readInto = (
    values: Float32Array,
    { width, kinds }: ValueLayout,
    also?: (column: PlacedColumn, row: number, value: number) => void,
  ): void => {
    for (const column of columnsOf({ kinds })) {
      for (let row = 0; row < rows; row++) {
        const value = own[row * columns.length + column.place] as number;
        if (Number.isNaN(value)) continue;
        if (!takes(column, value)) throw refused(given, column, row, value);
        write(values, row * width + column.first, column, value);
        also?.(column, row, value);
      }
    }
  };
  readInto(told, layout.told, ({ kind, first }, row, value) => {
    // 0 stands for a cell that is missing, so the values of a binary one are -1 and 1.
    if (kind === 'binary') told[row * layout.told.width + first] = 2 * value - 1;
  });
  readInto(data, layout, ({ kind, first, width }, row, value) => {
    const start = row * layout.width + first;
    observed.fill(THERE, start, start + width);
    if (counts && kind === 'count') counted[row * counts.width + first - counts.first] = value;
  });
  const fields = [
    toDataset(data, layout.width, DATA),
    toDataset(observed, layout.width, OBSERVED),
    ...(counts ? [toDataset(counted, counts.width, COUNTS)] : []),
    ...(layout.told.width > 0 ? [toDataset(told, layout.told.width, TOLD)] : []),
  ];
  return { name, rows, fields: new Map(fields.map((field) => [field.name, field])), given: own };
}

/** Writes a value as the networks see it. */
function write(
  values: Float32Array,
  start: number,
  { kind, mean, deviation }: TableColumn,
  value: number,
): void {
  if (kind === 'category') values[start + value] = 1;
  else if (kind === 'count') values[start] = (Math.log1p(value) - mean) / deviation;
  else values[start] = (value - mean) / deviation;
}

/**
 * The means of a model as rows of a caller: the mean of a number, the likelier value of a binary column, the
 * likeliest level of a category, NaN in columns that the model is only told.
 * @param means of each value, `[rows, width]`, with counts as they are
 * @param probabilities true keeps the probabilities of binary columns
 * @returns `[rows, columns]`
 */
export function valuesOf(
  table: TableColumns,
  means: Float32Array,
  probabilities = false,
): Float32Array {
  const layout = layoutOf(table);
  const { columns } = table;
  const rows = means.length / layout.width;
  const values = new Float32Array(rows * columns.length).fill(Number.NaN);
  for (const column of columnsOf(layout)) {
    for (let row = 0; row < rows; row++) {
      const start = row * layout.width + column.first;
      const own = means.subarray(start, start + column.width);
      const kept = probabilities && column.kind === 'binary';
      values[row * columns.length + column.place] = kept
        ? (own[0] as number)
        : expected(column, own);
    }
  }
  return values;
}

/** Tells of each row of a caller, NaN where a cell is missing, if it has no cell that is learned. */
export function unseenRows(table: TableColumns, rows: Float32Array): readonly boolean[] {
  const width = table.columns.length;
  const learned = columnsOf(layoutOf(table));
  return Array.from({ length: rows.length / width }, (_, row) =>
    learned.every(({ place }) => Number.isNaN(rows[row * width + place])),
  );
}

/** The value of a column that its means stand for. */
function expected({ kind, mean, deviation }: PlacedColumn, means: Float32Array): number {
  const [first = Number.NaN] = means;
  if (kind === 'category') return means.indexOf(Math.max(...means));
  if (kind === 'binary') return first > 0.5 ? 1 : 0;
  return kind === 'count' ? first : first * deviation + mean;
}

function refused({ name }: Table, column: PlacedColumn, row: number, value: number): DataError {
  return new DataError(
    `${name}: ${value} in row ${row}, column "${column.name}": ${whatItTakes(column)}, and NaN ` +
      'where a value is missing',
  );
}

const columnsOf = ({ kinds }: Pick<ValueLayout, 'kinds'>): readonly PlacedColumn[] =>
  kinds.flatMap((kind) => kind.columns);
