import { basename } from 'node:path';
import { ConfigError, DataError } from '../../errors.ts';
import { delimiterOf } from './countsTable.ts';
import { namedLines } from './namedLines.ts';

/**
 * Reads a table of cells with a line of names, a line a cell: its name, then what is said of it.
 * @param cells whose lines are wanted, in this order
 * @throws ConfigError for a file that is no table by its name
 * @throws FormatError for a line that is longer or shorter than the others
 * @throws DataError for a file that cannot be read, or a cell that the table lacks
 */
export async function readCellTable(
  path: string,
  cells: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const delimiter = delimiterOf(path);
  if (delimiter === undefined) {
    throw new ConfigError(`cells: expected a .csv or .tsv file, got "${path}"`);
  }
  const lines = new Map<string, readonly string[]>();
  let titles: readonly string[] = [];
  for await (const line of namedLines(path, delimiter)) {
    titles = line.titles;
    lines.set(line.name, line.values);
  }
  const found = cells.map((cell) => {
    const values = lines.get(cell);
    if (values) return values;
    throw new DataError(`"${basename(path)}" has no line for the cell "${cell}"`);
  });
  return Object.fromEntries(
    titles.map((title, i) => [title, found.map((values) => values[i] ?? '')]),
  );
}
