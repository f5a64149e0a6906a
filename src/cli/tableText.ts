import { extname } from 'node:path';
import type { TableColumn } from '../families/table/columns.ts';
import type { LoadedTable } from '../node/loadTable.ts';
import type { TableRecords } from '../node/tableRecords.ts';
import { writeOutFile } from './outFile.ts';

/** The cells of each line of a table. */
export type TableLines = readonly (readonly string[])[];

/** Rows of a table as lines of cells, the names first. */
export function tableLines(columns: readonly TableColumn[], rows: Float32Array): TableLines {
  const lines = [columns.map(({ name }) => name)];
  for (let start = 0; start < rows.length; start += columns.length) {
    lines.push(columns.map((column, i) => cellText(column, rows[start + i] as number)));
  }
  return lines;
}

/**
 * The lines of a file's table, where the cells that its model lacked are filled. All others, those of further columns
 * too, are as the file has them.
 */
export function filledLines(
  { names, records }: TableRecords,
  { columns, rows }: LoadedTable,
  filled: Float32Array,
): TableLines {
  const lines = records.map((record) => [...record]);
  for (const [c, column] of columns.entries()) {
    const place = names.indexOf(column.name);
    for (const [row, line] of lines.entries()) {
      const cell = row * columns.length + c;
      if (!Number.isNaN(rows.data[cell])) continue;
      line[place] = cellText(column, filled[cell] as number);
    }
  }
  return [names, ...lines];
}

/** Lines of cells as text, with tabs between cells for a `.tsv` file, else commas. */
export function tableText(lines: TableLines, file = ''): string {
  const delimiter = extname(file).toLowerCase() === '.tsv' ? '\t' : ',';
  return lines.map((line) => `${line.map(quoted).join(delimiter)}\n`).join('');
}

/** Writes a table, and prints the name of its file. */
export const writeTable = (file: string, lines: TableLines): Promise<void> =>
  writeOutFile(file, new TextEncoder().encode(tableText(lines, file)));

/** The name of a level, or a number of the digits that tell its float; nothing where a cell is missing. */
function cellText({ levels }: TableColumn, value: number): string {
  if (Number.isNaN(value)) return '';
  return Array.isArray(levels) ? levels[value] : String(Number(value.toPrecision(9)));
}

const quoted = (text: string): string =>
  /[",\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
