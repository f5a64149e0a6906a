import { basename } from 'node:path';
import { DataError, FormatError } from '../../errors.ts';
import { type LoadedCounts, Numbers, rowsOfEntries } from './countTable.ts';
import { type NamedLine, namedLines } from './namedLines.ts';

/** Names of tables, and what separates their columns. */
const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;

/** The separator of the columns of a table, by the name of its file; undefined for another file. */
export function delimiterOf(path: string): string | undefined {
  const [, kind] = TABLE.exec(path) ?? [];
  if (kind === undefined) return undefined;
  return kind.toLowerCase() === 'csv' ? ',' : '\t';
}

/**
 * Reads a table of counts with a line of names, a line a cell: its name, then its counts. Columns whose first
 * value is no number say something else of the cells. With genes in rows, a line is a gene, and such columns are
 * not used.
 * @throws FormatError for a value that is no number in a column of counts, or is one in another column; names the
 *   line and the column
 * @throws DataError for a table without counts
 */
export async function readCountsTable(
  path: string,
  delimiter: string,
  genesInRows: boolean,
): Promise<LoadedCounts> {
  const name = basename(path);
  const [lines, places] = [new Numbers(new Uint32Array()), new Numbers(new Uint32Array())];
  const values = new Numbers(new Float32Array());
  const named: string[] = [];
  let columns: readonly Column[] | undefined;
  for await (const line of namedLines(path, delimiter)) {
    columns ??= columnsOf(line);
    for (const { place, count, title, texts } of columns) {
      const text = line.values[place] ?? '';
      if (texts) {
        if (isNumber(text)) {
          throw new FormatError(
            `"${name}", line ${line.number}: the column "${title}" has the number "${text}", but began with "${texts[0]}". ` +
              'Counts need a number in every line; put numbers that are no counts into a table of their own',
          );
        }
        texts.push(text);
        continue;
      }
      if (!isNumber(text)) {
        throw new FormatError(
          `"${name}", line ${line.number}: expected a count in the column "${title}", got "${text}"`,
        );
      }
      const value = Number(text);
      if (value === 0) continue;
      lines.push(named.length);
      places.push(count);
      values.push(value);
    }
    named.push(line.name);
  }
  const counted = columns?.filter(({ texts }) => !texts).map(({ title }) => title) ?? [];
  if (counted.length === 0) throw new DataError(`"${name}" has no line of counts under its names`);
  const said =
    columns?.flatMap(({ title, texts }) => (texts ? [[title, texts] as const] : [])) ?? [];
  const about = genesInRows ? {} : Object.fromEntries(said);
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
  /** Its place among the values of a line. */
  readonly place: number;
  readonly title: string;
  /** Its place among the columns of counts. */
  readonly count: number;
  /** Its values, of a column that says something else. */
  readonly texts?: string[];
}

/** The columns, by the first line. */
function columnsOf({ titles, values }: NamedLine): readonly Column[] {
  let count = 0;
  return values.map((text, place) => {
    const title = titles[place] ?? '';
    if (!isNumber(text)) return { place, title, count, texts: [] };
    count += 1;
    return { place, title, count: count - 1 };
  });
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
