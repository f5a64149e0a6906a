/** Elements from `first` up to `end`, which is not one of them. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/** The ranges in order; those that touch become one. */
export function covered(ranges: readonly Range[]): Range[] {
  const inOrder = [...ranges].sort((a, b) => a.first - b.first);
  const joined: Range[] = [];
  for (const range of inOrder) {
    const last = joined.at(-1);
    if (last && last.end >= range.first) {
      joined[joined.length - 1] = { first: last.first, end: Math.max(last.end, range.end) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** What ranges that {@link covered} gave leave of `size` elements. */
export function gaps(ranges: readonly Range[], size: number): Range[] {
  const starts = [0, ...ranges.map(({ end }) => end)];
  const ends = [...ranges.map(({ first }) => first), size];
  return starts
    .map((first, i) => ({ first, end: ends[i] ?? size }))
    .filter(({ first, end }) => end > first);
}
