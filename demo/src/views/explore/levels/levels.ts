/** The dimensions of z that belong to a level of a hierarchy. */
export interface Level {
  readonly first: number;
  readonly size: number;
}

/**
 * The levels in z, one after the other.
 * @param sizes dimensions of each, that next to the data first
 */
export function levelsOf(sizes: readonly number[]): readonly Level[] {
  let first = 0;
  return sizes.map((size) => {
    const level = { first, size };
    first += size;
    return level;
  });
}

/** Name on the page of a level that is counted from 0. */
export function levelName(place: number): string {
  return `Level ${place + 1}`;
}

/** True for a dimension of the level, and for all dimensions if there is no choice of one. */
export function isWithin(level: Level | undefined, dimension: number): boolean {
  return !level || (dimension >= level.first && dimension < level.first + level.size);
}

/** The latent `z` with the values of `next` in the level; `next` itself without a choice of one. */
export function withLevel(
  z: Float32Array,
  next: Float32Array,
  level: Level | undefined,
): Float32Array {
  return next.map((value, i) => (isWithin(level, i) ? value : (z[i] ?? 0)));
}
