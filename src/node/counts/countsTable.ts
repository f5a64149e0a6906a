import { basename } from 'node:path';
import { DataError, FormatError } from '../../errors.ts';
import { tableLines } from '../lines.ts';
import { type CountTable, Numbers, rowsOfEntries } from './countTable.ts';

/** Names of tables, and what separates their columns. */
const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;

/** What separates the columns of a table, by the name of its file; undefined for another file. */
export function delimiterOf(path: string): string | undefined {
  const [, kind] = TABLE.exec(path) ?? [];
  if (kind === undefined) return undefined;
  return kind.toLowerCase() === 'csv' ? ',' : '\t';
}

/**
 * Reads a table of counts with a line of names, a line a cell: its name, then its counts. Columns whose first
 * value is no number say something else of the cells. With genes in rows, a line is a gene.
 * @throws FormatError for a value that is no number; names the line and the column
 * @throws DataError for a table without counts
 */
export async function readCountsTable(
  path: string,
  delimiter: string,
  genesInRows: boolean,
): Promise<CountTable> {
  const name = basename(path);
  const [lines, places] = [new Numbers(new Uint32Array()), new Numbers(new Uint32Array())];
  const values = new Numbers(new Float32Array());
  const named: string[] = [];
  let header: readonly string[] | undefined;
  let columns: readonly Column[] | undefined;
  for await (const cells of tableLines(path, delimiter)) {
    if (header === undefined) {
      header = cells;
      continue;
    }
    columns ??= columnsOf(header, cells, genesInRows);
    const line = named.length;
    named.push(cells[0] ?? '');
    for (const { place, count, title, texts } of columns) {
      const text = cells[place];
      if (texts) {
        texts.push(text ?? '');
        continue;
      }
      const value = Number(text);
      if (!text || text.trim() === '' || !Number.isFinite(value)) {
        throw new FormatError(
          `"${name}", line ${line + 2}: expected a count in the column "${title}", got "${text ?? ''}"`,
        );
      }
      if (value === 0) continue;
      lines.push(line);
      places.push(count);
      values.push(value);
    }
  }
  const counted = columns?.filter(({ texts }) => !texts).map(({ title }) => title) ?? [];
  if (counted.length === 0) throw new DataError(`"${name}" has no line of counts under its names`);
  const about = Object.fromEntries(
    columns?.flatMap(({ title, texts }) => (texts ? [[title, texts] as const] : [])) ?? [],
  );
  const [cells, genes] = genesInRows ? [counted, named] : [named, counted];
  const [ofCells, ofGenes] = genesInRows ? [places, lines] : [lines, places];
  const entries = {
    cells: ofCells.values,
    genes: ofGenes.values,
    values: values.values,
    count: values.length,
  };
  return { rows: rowsOfEntries(entries, [cells.length, genes.length], path), cells, genes, about };
}

/** A column of a table behind that of the names. */
interface Column {
  readonly place: number;
  readonly title: string;
  /** Its place among the columns of counts. */
  readonly count: number;
  /** Its values, of a column that says something else. */
  readonly texts?: string[];
}

/** The columns, by the names and by the first line; R leaves the name of the first column out. */
function columnsOf(
  header: readonly string[],
  first: readonly string[],
  genesInRows: boolean,
): readonly Column[] {
  const missing = first.length - header.length;
  let count = 0;
  return first.slice(1).map((text, i) => {
    const place = i + 1;
    const title = header[place - missing] ?? '';
    // What is said of genes is not used.
    const isText = text.trim() === '' || !Number.isFinite(Number(text));
    if (isText && !genesInRows) return { place, title, count, texts: [] };
    count += 1;
    return { place, title, count: count - 1 };
  });
}
