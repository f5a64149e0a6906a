import type { TableColumn } from '../families/table/columns.ts';

/** Rows of a table as the text of a .csv file, with a line of names. */
export function tableText(columns: readonly TableColumn[], rows: Float32Array): string {
  const lines = [columns.map(({ name }) => quoted(name))];
  for (let start = 0; start < rows.length; start += columns.length) {
    lines.push(columns.map((column, i) => quoted(cellText(column, rows[start + i] as number))));
  }
  return `${lines.map((line) => line.join(',')).join('\n')}\n`;
}

/** The name of a level, or a number of as many digits as its precision has; nothing where a cell is missing. */
function cellText({ levels }: TableColumn, value: number): string {
  if (Number.isNaN(value)) return '';
  return Array.isArray(levels) ? levels[value] : String(Number(value.toPrecision(7)));
}

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
