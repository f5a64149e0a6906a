import { basename } from 'node:path';
import { assertOptions, OBJECT, type OptionRanges, oneOf, type Range } from '../checks.ts';
import { type Dataset, toDataset } from '../data/dataset.ts';
import { ConfigError, DataError } from '../errors.ts';
import { COLUMN_KINDS, type ColumnKind, type TableColumn } from '../families/table/columns.ts';
import { nearestName } from '../nearestName.ts';
import { assertPath } from './loadDataset.ts';
import { type TableRecords, tableRecords } from './tableRecords.ts';

/** How a table is read. */
export interface TableOptions {
  /** Kinds of columns by name; the others follow from their values. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** Columns that are left out, such as numbers of patients. None by default. */
  readonly without?: readonly string[];
  /**
   * The columns of a model, with the numbers of their levels; others of the file are left out. By default they
   * follow from the file.
   */
  readonly columns?: readonly TableColumn[];
}

/** The rows of a table, and its columns as an architecture takes them. */
export interface LoadedTable {
  /** `[rows, columns]`: numbers, and the number of a level for a text; NaN where a cell is missing. */
  readonly rows: Dataset<'f32'>;
  /** What the columns are, with the mean and deviation of what is there. */
  readonly columns: readonly TableColumn[];
}

const NAMES: Range = {
  holds: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  wanted: 'a list of names',
};
const COLUMNS: Range = { holds: Array.isArray, wanted: 'the columns of a table' };
const RANGES: OptionRanges<TableOptions> = { kinds: OBJECT, without: NAMES, columns: COLUMNS };

/** What stands for a cell that is missing. */
const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?']);

/**
 * Reads a table, a .csv or .tsv file with a line of names. A column of numbers is `real`, or `binary` if they are 0 and
 * 1 alone; a column of texts is a `category`, whose levels stand in their alphabetical order. Empty cells, `NA`, `NaN`,
 * `null` and `?` are missing.
 *
 * @throws {DataError} when the file is missing, lacks a column, or has a value that its column does not take
 * @throws {FormatError} for a file that is no table
 * @throws {ConfigError} naming an option that is out of range
 */
export async function loadTable(path: string, options: TableOptions = {}): Promise<LoadedTable> {
  assertPath('loadTable', path);
  assertOptions('loadTable', options, RANGES);
  const table = await tableRecords(path);
  const name = basename(path);
  const columns = options.columns ?? describeColumns(table, name, options);
  const places = columns.map((column) => placeOf(table, column.name, name));
  const data = new Float32Array(table.records.length * columns.length);
  for (const [c, column] of columns.entries()) {
    const place = places[c] as number;
    for (const [row, record] of table.records.entries()) {
      data[row * columns.length + c] = numberOf(
        column,
        record[place] ?? '',
        `"${name}", row ${row}`,
      );
    }
  }
  return { rows: toDataset(data, columns.length, path) as Dataset<'f32'>, columns };
}

function placeOf({ names }: TableRecords, column: string, file: string): number {
  const place = names.indexOf(column);
  if (place >= 0) return place;
  throw new DataError(
    `"${file}" has no column "${column}"${nearestName(column, names)}; it has: ${names.join(', ')}`,
  );
}

/** The value of a cell. @throws DataError for a text that is no number, or no level */
function numberOf({ name, levels }: TableColumn, cell: string, where: string): number {
  if (MISSING.has(cell)) return Number.NaN;
  const named = Array.isArray(levels) ? levels.indexOf(cell) : Number(cell);
  if (named >= 0 || (!Array.isArray(levels) && Number.isFinite(named))) return named;
  const wanted = Array.isArray(levels) ? `one of ${levels.join(', ')}` : 'a number';
  throw new DataError(`${where}, column "${name}": expected ${wanted}, got "${cell}"`);
}

/** What the columns of a file are. */
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
      .filter((cell) => !MISSING.has(cell));
    return [describeColumn(name, cells, kinds[name], file)];
  });
}

function describeColumn(
  name: string,
  cells: readonly string[],
  asked: ColumnKind | undefined,
  file: string,
): TableColumn {
  if (asked !== undefined && !COLUMN_KINDS.includes(asked)) {
    throw new ConfigError(`kinds.${name} must be ${oneOf(COLUMN_KINDS).wanted}, got "${asked}"`);
  }
  const different = [...new Set(cells)];
  const numbers = cells.every((cell) => Number.isFinite(Number(cell)));
  const kind = asked ?? usualKind(different, numbers);
  if (kind === 'category' || (kind === 'binary' && !numbers)) {
    const levels = different.sort(inOrder);
    const fits = kind === 'category' ? levels.length >= 2 : levels.length === 2;
    if (fits) return { name, kind, levels, mean: 0, deviation: 1 };
    throw new DataError(
      `"${file}": column "${name}" has ${levels.length} different values, but is a ${kind}: leave it out (without), or name ` +
        'another kind',
    );
  }
  if (kind === 'binary') return { name, kind, mean: 0, deviation: 1 };
  return { name, kind, ...moments(cells.map(Number).map(kind === 'count' ? Math.log1p : Number)) };
}

function usualKind(different: readonly string[], numbers: boolean): ColumnKind {
  if (!numbers) return 'category';
  const values = different.map(Number);
  return values.length > 0 && values.every((value) => value === 0 || value === 1)
    ? 'binary'
    : 'real';
}

/** Mean and deviation of numbers; 0 and 1 of none, and a deviation of 1 where all are equal. */
function moments(values: readonly number[]): Pick<TableColumn, 'mean' | 'deviation'> {
  const { length } = values;
  if (length === 0) return { mean: 0, deviation: 1 };
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}

/** The order of levels: of numbers by their values, else of texts. */
const inOrder = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
