import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { FormatError } from '../../errors.ts';
import { noTable, openFile, tableLines } from '../lines.ts';
import { type CountTable, type Entries, Numbers, rowsOfEntries } from './countTable.ts';

/** Files of names beside a matrix, as 10x Genomics' programs write them. */
const FILES = {
  matrix: ['matrix.mtx', 'matrix.mtx.gz'],
  genes: ['features.tsv', 'features.tsv.gz', 'genes.tsv', 'genes.tsv.gz'],
  cells: ['barcodes.tsv', 'barcodes.tsv.gz'],
} as const;

/** The matrix of a folder; undefined if there is none. */
export const matrixOf = (folder: string): Promise<string | undefined> =>
  firstOf(folder, FILES.matrix);

/**
 * Reads a matrix in the Matrix Market format, with genes as rows and cells as columns, as 10x Genomics' programs
 * write it. Names are those of `genes.tsv` or `features.tsv`, and `barcodes.tsv`, beside it; numbers if there are
 * none.
 * @throws FormatError for a file of another format, or names that do not match it
 */
export async function readMatrixMarket(path: string): Promise<CountTable> {
  const { genes, cells, entries } = await readEntries(path);
  const folder = dirname(path);
  const features = await linesOf(folder, FILES.genes);
  const barcodes = await linesOf(folder, FILES.cells);
  return {
    rows: rowsOfEntries(entries, [cells, genes], path),
    cells: checkedNames(
      barcodes?.map(([name]) => name),
      cells,
      'cells',
      path,
    ),
    genes: checkedNames(features && geneNames(features), genes, 'genes', path),
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

/** The symbols of genes where each has its own, else their identifiers. */
function geneNames(lines: readonly (readonly string[])[]): readonly (string | undefined)[] {
  const symbols = lines.map(([id, symbol]) => symbol ?? id);
  return new Set(symbols).size === symbols.length ? symbols : lines.map(([id]) => id);
}

function checkedNames(
  names: readonly (string | undefined)[] | undefined,
  count: number,
  of: string,
  path: string,
): readonly string[] {
  if (names === undefined) return Array.from({ length: count }, (_, i) => String(i + 1));
  if (names.length === count) return names.map((name) => name ?? '');
  throw new FormatError(
    `"${basename(path)}" has ${count} ${of}, but the file of their names beside it has ${names.length}`,
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
  let sizes: readonly number[] | undefined;
  let number = 0;
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
      const [first = 0, second = 0, third = field === 'pattern' ? 1 : Number.NaN] = line
        .trim()
        .split(/\s+/)
        .map(Number);
      if (sizes === undefined) {
        sizes = [first, second, third];
        continue;
      }
      const [genes = 0, cells = 0] = sizes;
      if (
        !(first >= 1 && first <= genes && second >= 1 && second <= cells && Number.isFinite(third))
      ) {
        throw new FormatError(
          `"${name}", line ${number}: expected a gene from 1 to ${genes}, a cell from 1 to ${cells} and a count, got "${line}"`,
        );
      }
      if (third === 0) continue;
      rows.push(first - 1);
      columns.push(second - 1);
      values.push(third);
    }
  } catch (error) {
    throw noTable(path, error);
  } finally {
    file.destroy();
  }
  const [genes, cells] = sizes ?? [];
  if (!genes || !cells) throw new FormatError(`"${name}" has no genes or no cells`);
  return {
    genes,
    cells,
    entries: {
      genes: rows.values,
      cells: columns.values,
      values: values.values,
      count: values.length,
    },
  };
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
