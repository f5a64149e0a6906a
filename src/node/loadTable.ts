import { basename } from 'node:path';
import { assertOptions, OBJECT, type OptionRanges, oneOf, type Range } from '../checks.ts';
import { type Dataset, toDataset } from '../data/dataset.ts';
import { ConfigError, DataError } from '../errors.ts';
import {
  COLUMN_KINDS,
  type ColumnKind,
  type TableColumn,
  takes,
  whatItTakes,
} from '../families/table/columns.ts';
import { nearestName } from '../nearestName.ts';
import { assertPath } from './loadDataset.ts';
import { nameOrder } from './nameOrder.ts';
import { type TableRecords, tableRecords } from './tableRecords.ts';

/** How a table is read. */
export interface TableOptions {
  /** Kinds of columns by name. By default they follow from the values. Goes without `columns`. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** Columns that are left out, such as numbers of patients. None by default. Goes without `columns`. */
  readonly without?: readonly string[];
  /**
   * The columns of a model, with the numbers of their levels; others of the file are left out. By default they
   * follow from the file.
   */
  readonly columns?: readonly TableColumn[];
  /** Names of such columns that the file may lack; their cells are missing then. None by default. Goes with `columns`. */
  readonly lacking?: readonly string[];
}

/** The rows of a table, and its columns as an architecture takes them. */
export interface LoadedTable {
  /** `[rows, columns]`: numbers, and the number of a level for a text; NaN where a cell is missing. */
  readonly rows: Dataset<'f32'>;
  /** The columns, each with the mean and deviation of the values that are there. */
  readonly columns: readonly TableColumn[];
}

const NAMES: Range = {
  holds: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  wanted: 'a list of names',
};
const COLUMNS: Range = { holds: Array.isArray, wanted: 'the columns of a table' };
const RANGES: OptionRanges<TableOptions> = {
  kinds: OBJECT,
  without: NAMES,
  columns: COLUMNS,
  lacking: NAMES,
};

/** Texts that stand for a missing cell. */
const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?']);

/** True for a text that stands for a missing cell. */
export const isMissing = (cell: string): boolean => MISSING.has(cell);

/**
 * Reads a table, a .csv or .tsv file with a line of names. A column of numbers is `real`, or `binary` if they are 0 and
 * 1 alone; one with texts is a `category`, whose levels are first the numbers by their values, then the texts by their
 * characters. Empty cells, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL` and `?` are missing.
 *
 * @throws {DataError} when the file is missing or cannot be read, lacks a column, or has a value that its column does not take
 * @throws {FormatError} for a file that is no table
 * @throws {ConfigError} naming an option that is out of range
 */
export async function loadTable(path: string, options: TableOptions = {}): Promise<LoadedTable> {
  assertPath('loadTable', path);
  assertOptions('loadTable', options, RANGES);
  const { columns: known, lacking = [] } = options;
  for (const name of ['kinds', 'without'] as const) {
    if (!known || options[name] === undefined) continue;
    throw new ConfigError(`"${name}" means nothing beside the columns of a model; leave it out`);
  }
  if (!known && options.lacking !== undefined) {
    throw new ConfigError('"lacking" goes with the columns of a model; leave it out');
  }
  const table = await tableRecords(path);
  const name = basename(path);
  const columns = known ?? describeColumns(table, name, options);
  const data = new Float32Array(table.records.length * columns.length);
  for (const [c, column] of columns.entries()) {
    if (lacking.includes(column.name) && !table.names.includes(column.name)) {
      for (let cell = c; cell < data.length; cell += columns.length) data[cell] = Number.NaN;
      continue;
    }
    for (const [row, value] of valuesOf(table, column, name).entries()) {
      data[row * columns.length + c] = value;
    }
  }
  return { rows: toDataset(data, columns.length, path) as Dataset<'f32'>, columns };
}

/** The values of a column, NaN where a cell is missing. @throws DataError for one that it does not take */
function valuesOf(table: TableRecords, column: TableColumn, file: string): Float32Array {
  const place = placeOf(table, column.name, file);
  return Float32Array.from(table.records, (record, row) =>
    numberOf(column, record[place] ?? '', `"${file}", row ${row}`),
  );
}

function placeOf({ names }: TableRecords, column: string, file: string): number {
  const place = names.indexOf(column);
  if (place >= 0) return place;
  throw new DataError(
    `"${file}" has no column "${column}"${nearestName(column, names)}; it has: ${names.join(', ')}`,
  );
}

/** The value of a cell. @throws DataError for a text that is no number, no level, or no value of the column */
function numberOf(column: TableColumn, cell: string, where: string): number {
  if (isMissing(cell)) return Number.NaN;
  const { name, levels } = column;
  const named = Array.isArray(levels);
  const value = named ? levels.indexOf(cell) : Math.fround(Number(cell));
  if (takes(column, value)) return value;
  const wanted = named ? `expected one of ${levels.join(', ')}` : whatItTakes(column);
  throw new DataError(`${where}, column "${name}": ${wanted}, got "${cell}"`);
}

/** A column of a file that is to be described. */
interface Described {
  readonly table: TableRecords;
  readonly name: string;
  /** Its texts that are there. */
  readonly cells: readonly string[];
  readonly asked: ColumnKind | undefined;
  readonly file: string;
}

/** Describes the columns of a file. */
function describeColumns(
  table: TableRecords,
  file: string,
  { kinds = {}, without = [] }: TableOptions,
): TableColumn[] {
  for (const name of [...Object.keys(kinds), ...without]) placeOf(table, name, file);
  return table.names.flatMap((name, place): TableColumn[] => {
    if (without.includes(name)) return [];
    const cells = table.records
      .map((record) => record[place] ?? '')
      .filter((cell) => !isMissing(cell));
    return [describeColumn({ table, name, cells, asked: kinds[name], file })];
  });
}

function describeColumn({ table, name, cells, asked, file }: Described): TableColumn {
  if (asked !== undefined && !COLUMN_KINDS.includes(asked)) {
    throw new ConfigError(`kinds.${name} must be ${oneOf(COLUMN_KINDS).wanted}, got "${asked}"`);
  }
  const different = [...new Set(cells)];
  const numbers = cells.every((cell) => !Number.isNaN(Number(cell)));
  const kind = asked ?? usualKind(different, numbers);
  if (kind === 'category' || (kind === 'binary' && !numbers)) {
    const levels = different.sort(nameOrder);
    const fits = kind === 'category' ? levels.length >= 2 : levels.length === 2;
    if (fits) return { name, kind, levels, mean: 0, deviation: 1 };
    throw new DataError(
      `"${file}": column "${name}" has ${levels.length} different values, but is a ${kind}: leave it out (without), or name ` +
        'another kind',
    );
  }
  const plain = { name, kind, mean: 0, deviation: 1 };
  if (kind === 'binary') return plain;
  const values = valuesOf(table, plain, file).filter((value) => !Number.isNaN(value));
  return { ...plain, ...moments(Array.from(values, kind === 'count' ? Math.log1p : Number)) };
}

function usualKind(different: readonly string[], numbers: boolean): ColumnKind {
  if (!numbers) return 'category';
  const values = different.map(Number);
  return values.length > 0 && values.every((value) => value === 0 || value === 1)
    ? 'binary'
    : 'real';
}

/** Relative distance of neighbouring floats. */
const RESOLUTION = 2 ** -23;

/**
 * Mean and deviation of numbers; 0 and 1 of none. The deviation is 1 where all are equal: what it is but for rounding,
 * less than floats about the mean resolve, is no scale.
 */
function moments(values: readonly number[]): Pick<TableColumn, 'mean' | 'deviation'> {
  const { length } = values;
  if (length === 0) return { mean: 0, deviation: 1 };
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  const deviation = Math.sqrt(variance);
  return { mean, deviation: deviation > RESOLUTION * Math.abs(mean) ? deviation : 1 };
}
