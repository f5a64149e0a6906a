/** `, did you mean "label"?` where one of the names is like what was given; else nothing. */
export function nearestName(given: string, names: readonly string[]): string {
  let nearest: string | undefined;
  // More changes than this make another word of a short name.
  let least = Math.max(2, Math.floor(given.length / 2)) + 1;
  for (const name of names) {
    const changes = editDistance(given.toLowerCase(), name.toLowerCase());
    if (changes >= least) continue;
    least = changes;
    nearest = name;
  }
  return nearest === undefined ? '' : `, did you mean "${nearest}"?`;
}

/**
 * The fewest letters to insert, leave out or replace that make one word of another.
 * Source: Wagner & Fischer, "The string-to-string correction problem", 1974.
 */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
