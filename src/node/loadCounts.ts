import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  assertOptions,
  BOOLEAN,
  type OptionRanges,
  type Range,
  TEXT,
  wholeNumber,
} from '../checks.ts';
import { ConfigError, DataError } from '../errors.ts';
import { assertCounts } from './counts/assertCounts.ts';
import { readCellTable } from './counts/cellTable.ts';
import { takeColumns, variableColumns } from './counts/chooseGenes.ts';
import { delimiterOf, readCountsTable } from './counts/countsTable.ts';
import type { LoadedCounts } from './counts/countTable.ts';
import { isH5ad, readH5ad } from './counts/h5ad.ts';
import { matrixOf, readMatrixMarket } from './counts/matrixMarket.ts';
import { uniqueNames } from './counts/uniqueNames.ts';
import { assertPath } from './loadDataset.ts';

/** Options of reading a file of counts. */
export interface CountsOptions {
  /** The genes in the order of the columns, such as those of a model; others do not count. By default all. */
  readonly genes?: readonly string[];
  /** How many genes to keep: those that differ most from cell to cell. By default all; not beside `genes`. */
  readonly most?: number;
  /** True for a .csv or .tsv file with a line a gene. By default a line is a cell. */
  readonly genesInRows?: boolean;
  /** A .csv or .tsv file with a line a cell: its name, then what is said of it. None by default. */
  readonly cells?: string;
  /** The layer of an .h5ad file, or `raw`; by default its matrix `X`. */
  readonly layer?: string;
}

const NAMES: Range = {
  holds: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => typeof name === 'string') &&
    new Set(value).size === value.length,
  wanted: 'a list of texts, each once',
};

const RANGES: OptionRanges<CountsOptions> = {
  genes: NAMES,
  most: wholeNumber(2),
  genesInRows: BOOLEAN,
  cells: TEXT,
  layer: TEXT,
};

/**
 * Reads counts of the genes of cells.
 *
 * - A folder with `matrix.mtx`, `features.tsv` (or `genes.tsv`) and `barcodes.tsv`, or a file `.mtx`, as 10x
 *   Genomics' programs write them: genes in rows. Plain or `.gz`. Of features of several kinds, the genes are kept.
 * - A `.csv` or `.tsv` file with a line of names and a line a cell: its name, then its counts. Columns that are no
 *   numbers say something else of the cells.
 * - An `.h5ad` file of AnnData. Takes the npm package `h5wasm`.
 *
 * @throws {DataError} when a file, a gene, a cell or `h5wasm` is missing, a file cannot be read, or a value is below 0
 * @throws {FormatError} for a file that is none of these; names the line
 * @throws {ConfigError} naming an option that is out of range, or that the file does not take
 */
export async function loadCounts(path: string, options: CountsOptions = {}): Promise<LoadedCounts> {
  assertPath('loadCounts', path);
  assertOptions('loadCounts', options, RANGES);
  const { genes, most, cells } = options;
  if (genes && most !== undefined) {
    throw new ConfigError('loadCounts takes either genes or most, not both');
  }
  const read = await readTable(path, options);
  const table = { ...read, genes: uniqueNames(read.genes) };
  assertCounts(table, path);
  const said = cells === undefined ? {} : await readCellTable(cells, table.cells);
  const about = { ...table.about, ...said };
  const chosen = chosenGenes(table, genes, most, path);
  if (!chosen) return { ...table, about };
  return {
    rows: takeColumns(table.rows, chosen),
    cells: table.cells,
    genes: Array.from(chosen, (column) => table.genes[column] as string),
    about,
  };
}

async function readTable(path: string, options: CountsOptions): Promise<LoadedCounts> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw noCounts(path);
  const matrix = found.isDirectory() ? await matrixOf(path) : path;
  const delimiter = delimiterOf(path);
  const isTable = found.isFile() && delimiter !== undefined;
  const isAnnData = found.isFile() && isH5ad(path);
  assertTakes(path, {
    genesInRows: options.genesInRows && !isTable,
    layer: options.layer && !isAnnData,
  });
  if (isAnnData) return readH5ad(path, options.layer);
  if (isTable) return readCountsTable(path, delimiter, options.genesInRows ?? false);
  if (matrix && /\.mtx(\.gz)?$/i.test(matrix)) return readMatrixMarket(matrix);
  throw noCounts(path);
}

const noCounts = (path: string): DataError =>
  new DataError(
    `no counts at "${path}": expected a folder with matrix.mtx, or a file .mtx, .csv, .tsv or .h5ad`,
  );

/** @throws ConfigError for an option of another kind of file */
function assertTakes(path: string, useless: Readonly<Record<string, unknown>>): void {
  const of: Readonly<Record<string, string>> = { genesInRows: '.csv and .tsv', layer: '.h5ad' };
  const [name] = Object.keys(useless).filter((each) => useless[each]);
  if (name === undefined) return;
  throw new ConfigError(`${name} is an option of ${of[name]} files; leave it out for "${path}"`);
}

/** The columns that count; undefined for all. */
function chosenGenes(
  { rows, genes }: LoadedCounts,
  wanted: readonly string[] | undefined,
  most: number | undefined,
  path: string,
): ArrayLike<number> | undefined {
  if (!wanted)
    return most === undefined || most >= genes.length ? undefined : variableColumns(rows, most);
  const columnOf = new Map(genes.map((gene, column) => [gene, column]));
  const missing = wanted.filter((gene) => !columnOf.has(gene));
  if (missing.length > 0) {
    throw new DataError(
      `"${basename(path)}" lacks ${missing.length} of the ${wanted.length} genes, such as "${missing[0]}"`,
    );
  }
  return wanted.map((gene) => columnOf.get(gene) as number);
}
