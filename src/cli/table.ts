/** A column of a table: its title and its alignment. */
export interface Column {
  readonly title: string;
  readonly left?: boolean;
}

/** A text table with aligned columns. */
export function alignedTable(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
): string {
  const rows = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => {
        const width = widths[i] ?? 0;
        return columns[i]?.left ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
