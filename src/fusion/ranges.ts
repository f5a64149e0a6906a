/** Elements from `first` to `end`, excluding `end`. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/** The union of ranges, sorted; adjacent ranges are merged. */
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

/** The complement of the result of {@link covered} within `size` elements. */
export function gaps(ranges: readonly Range[], size: number): Range[] {
  const starts = [0, ...ranges.map(({ end }) => end)];
  const ends = [...ranges.map(({ first }) => first), size];
  return starts
    .map((first, i) => ({ first, end: ends[i] ?? size }))
    .filter(({ first, end }) => end > first);
}
