import { basename } from 'node:path';
import { ConfigError, DataError } from '../../errors.ts';
import { tableLines } from '../lines.ts';
import { delimiterOf } from './countsTable.ts';

/**
 * Reads a table of cells with a line of names, a line a cell: its name, then what is said of it.
 * @param cells whose lines are wanted, in this order
 * @throws ConfigError for a file that is no table by its name
 * @throws DataError for a cell that the table lacks
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
  let header: readonly string[] | undefined;
  let missing = 0;
  for await (const line of tableLines(path, delimiter)) {
    if (header === undefined) {
      header = line;
      continue;
    }
    missing = line.length - header.length;
    lines.set(line[0] ?? '', line);
  }
  const found = cells.map((cell) => {
    const line = lines.get(cell);
    if (line) return line;
    throw new DataError(`"${basename(path)}" has no line for the cell "${cell}"`);
  });
  const titles = header?.slice(1 - missing) ?? [];
  return Object.fromEntries(
    titles.map((title, i) => [title, found.map((line) => line[i + 1] ?? '')]),
  );
}
