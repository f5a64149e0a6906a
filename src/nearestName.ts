/**
 * Returns `, did you mean "label"?` if one of the names resembles the given one, else an empty
 * string.
 */
export function nearestName(given: unknown, names: readonly string[]): string {
  const nearest = nearestOf(given, names);
  return nearest === undefined ? '' : `, did you mean "${nearest}"?`;
}

/** The name that resembles the given one most; undefined if none does. */
export function nearestOf(given: unknown, names: readonly string[]): string | undefined {
  if (typeof given !== 'string') return undefined;
  let nearest: string | undefined;
  // With more edits than this, a short name becomes an unrelated one.
  let least = Math.max(2, Math.floor(given.length / 2)) + 1;
  for (const name of names) {
    const changes = editDistance(given.toLowerCase(), name.toLowerCase());
    if (changes >= least) continue;
    least = changes;
    nearest = name;
  }
  return nearest;
}

/**
 * Edit distance: the minimum number of letters to insert, delete or replace. Source: Wagner &
 * Fischer, "The string-to-string correction problem", 1974.
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
