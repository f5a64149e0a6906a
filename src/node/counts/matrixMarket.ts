import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { isWholeNumber } from '../../checks.ts';
import { FormatError } from '../../errors.ts';
import { noTable, openFile, tableLines } from '../lines.ts';
import { takeColumns } from './chooseGenes.ts';
import { type Entries, type LoadedCounts, Numbers, rowsOfEntries } from './countTable.ts';

/** Files of names beside a matrix, as 10x Genomics' programs write them. */
const FILES = {
  matrix: ['matrix.mtx', 'matrix.mtx.gz'],
  genes: ['features.tsv', 'features.tsv.gz', 'genes.tsv', 'genes.tsv.gz'],
  cells: ['barcodes.tsv', 'barcodes.tsv.gz'],
} as const;

/** The kind of the features that are genes, by the third column of `features.tsv`. */
const GENE = 'Gene Expression';

/** The matrix of a folder; undefined if there is none. */
export const matrixOf = (folder: string): Promise<string | undefined> =>
  firstOf(folder, FILES.matrix);

/**
 * Reads a matrix in the Matrix Market format, with genes as rows and cells as columns, as 10x Genomics' programs
 * write it. Names are those of `genes.tsv` or `features.tsv`, and `barcodes.tsv`, beside it; numbers if there are
 * none. Of features of several kinds, the genes are kept.
 * @throws FormatError for a file of another format, or names that do not match it
 */
export async function readMatrixMarket(path: string): Promise<LoadedCounts> {
  const { genes, cells, entries } = await readEntries(path);
  const folder = dirname(path);
  const features = checkedLines(await linesOf(folder, FILES.genes), genes, 'genes', path);
  const barcodes = checkedLines(await linesOf(folder, FILES.cells), cells, 'cells', path);
  const rows = rowsOfEntries(entries, [cells, genes], path);
  const kept = genesAmong(features);
  return {
    rows: kept.length < genes ? takeColumns(rows, kept) : rows,
    cells: barcodes.map(([name = '']) => name),
    genes: geneNames(kept.map((place) => features[place] ?? [])),
    about: {},
  };
}

async function firstOf(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile()) return join(folder, name);
  }
  return undefined;
}

async function linesOf(
  folder: string,
  names: readonly string[],
): Promise<readonly (readonly string[])[] | undefined> {
  const path = await firstOf(folder, names);
  if (path === undefined) return undefined;
  const lines: (readonly string[])[] = [];
  for await (const line of tableLines(path, '\t')) lines.push(line);
  return lines;
}

/** The places of the genes; all places where no feature is said to be one. */
function genesAmong(features: readonly (readonly string[])[]): readonly number[] {
  const places = [...features.keys()];
  const genes = places.filter((place) => features[place]?.[2] === GENE);
  return genes.length > 0 ? genes : places;
}

/** The symbols of genes where each has its own, else their identifiers. */
function geneNames(lines: readonly (readonly string[])[]): readonly string[] {
  const symbols = lines.map(([id = '', symbol = id]) => symbol);
  return new Set(symbols).size === symbols.length ? symbols : lines.map(([id = '']) => id);
}

/** The lines of a file of names, one for each; numbers if there is no file. */
function checkedLines(
  lines: readonly (readonly string[])[] | undefined,
  count: number,
  of: string,
  path: string,
): readonly (readonly string[])[] {
  if (lines === undefined) return Array.from({ length: count }, (_, i) => [String(i + 1)]);
  if (lines.length === count) return lines;
  throw new FormatError(
    `"${basename(path)}" has ${count} ${of}, but the file of their names beside it has ${lines.length}`,
  );
}

async function readEntries(
  path: string,
): Promise<{ readonly genes: number; readonly cells: number; readonly entries: Entries }> {
  const file = openFile(path);
  const name = basename(path);
  const [rows, columns] = [new Numbers(new Uint32Array()), new Numbers(new Uint32Array())];
  const values = new Numbers(new Float32Array());
  let field: string | undefined;
  let sizes: Sizes | undefined;
  let [number, found] = [0, 0];
  try {
    for await (const line of createInterface({
      input: file,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (field === undefined) {
        field = fieldOf(line, name);
        continue;
      }
      if (line.startsWith('%') || line.trim() === '') continue;
      const numbers = line.trim().split(/\s+/).map(Number);
      const wrong = (expected: string): FormatError =>
        new FormatError(`"${name}", line ${number}: expected ${expected}, got "${line}"`);
      if (sizes === undefined) {
        sizes = sizesOf(numbers);
        if (!sizes) throw wrong('the numbers of genes, cells and entries');
        continue;
      }
      const { genes, cells } = sizes;
      const [gene, cell, count = field === 'pattern' ? 1 : Number.NaN] = numbers;
      if (
        !(isWholeNumber(gene, 1, genes) && isWholeNumber(cell, 1, cells) && Number.isFinite(count))
      ) {
        throw wrong(`a gene from 1 to ${genes}, a cell from 1 to ${cells} and a count`);
      }
      found += 1;
      if (count === 0) continue;
      rows.push(gene - 1);
      columns.push(cell - 1);
      values.push(count);
    }
  } catch (error) {
    throw noTable(path, error);
  } finally {
    file.destroy();
  }
  if (!sizes) throw new FormatError(`"${name}" ends before its sizes`);
  if (found !== sizes.entries) {
    throw new FormatError(`"${name}": expected ${sizes.entries} entries, got ${found}`);
  }
  return {
    genes: sizes.genes,
    cells: sizes.cells,
    entries: {
      genes: rows.values,
      cells: columns.values,
      values: values.values,
      count: values.length,
    },
  };
}

interface Sizes {
  readonly genes: number;
  readonly cells: number;
  readonly entries: number;
}

/** The sizes of a matrix; undefined if these are none. */
function sizesOf([genes, cells, entries]: readonly number[]): Sizes | undefined {
  const are = isWholeNumber(genes, 1) && isWholeNumber(cells, 1) && isWholeNumber(entries, 0);
  return are ? { genes, cells, entries } : undefined;
}

/** The kind of values of a matrix, by its first line. */
function fieldOf(line: string, name: string): string {
  const [, , format, field = '', symmetry] = line.toLowerCase().trim().split(/\s+/);
  const known =
    line.toLowerCase().startsWith('%%matrixmarket matrix') &&
    format === 'coordinate' &&
    ['integer', 'real', 'pattern'].includes(field) &&
    symmetry === 'general';
  if (known) return field;
  throw new FormatError(
    `"${name}" is no sparse Matrix Market file: expected a first line such as ` +
      `"%%MatrixMarket matrix coordinate integer general", got "${line.slice(0, 80)}"`,
  );
}
