import type { TableColumn } from '../families/table/columns.ts';
import type { LoadedTable } from '../node/loadTable.ts';
import type { TableRecords } from '../node/tableRecords.ts';

/** Rows of a table as the text of a .csv file, with a line of names. */
export function tableText(columns: readonly TableColumn[], rows: Float32Array): string {
  const lines = [columns.map(({ name }) => name)];
  for (let start = 0; start < rows.length; start += columns.length) {
    lines.push(columns.map((column, i) => cellText(column, rows[start + i] as number)));
  }
  return csvText(lines);
}

/**
 * A file's table as the text of a .csv file, where the cells that its model lacked are filled. All others, those of
 * further columns too, are as the file has them.
 */
export function filledText(
  { names, records }: TableRecords,
  { columns, rows }: LoadedTable,
  filled: Float32Array,
): string {
  const lines = records.map((record) => [...record]);
  for (const [c, column] of columns.entries()) {
    const place = names.indexOf(column.name);
    for (const [row, line] of lines.entries()) {
      const cell = row * columns.length + c;
      if (!Number.isNaN(rows.data[cell])) continue;
      line[place] = cellText(column, filled[cell] as number);
    }
  }
  return csvText([names, ...lines]);
}

/** Cells as the text of a .csv file. */
export const csvText = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => `${line.map(quoted).join(',')}\n`).join('');

/** The name of a level, or a number of the digits that tell its float; nothing where a cell is missing. */
function cellText({ levels }: TableColumn, value: number): string {
  if (Number.isNaN(value)) return '';
  return Array.isArray(levels) ? levels[value] : String(Number(value.toPrecision(9)));
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
