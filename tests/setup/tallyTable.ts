/**
 * The additional counts of a test run, as a table.
 *
 * @param lines JSON lines of `tally`; counts with equal names are added
 * @param skipped full names of the tests that were skipped
 */
export function tallyTable(lines: readonly string[], skipped: readonly string[]): string {
  const totals = new Map<string, number>();
  for (const line of lines) {
    const { name, count } = JSON.parse(line) as { name: string; count: number };
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  const rows = [...totals]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, count]) => [name, count.toLocaleString('en')] as const);
  const all = [
    ...rows,
    ['named skips', String(skipped.length)] as const,
    ['faults', 'run `npm run test:faults`'] as const,
  ];
  const width = Math.max(...all.map(([name]) => name.length));
  const counted = all.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return ['', 'Counted', ...counted, ...skipped.map((name) => `  skipped: ${name}`), ''].join('\n');
}
