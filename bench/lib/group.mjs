// @ts-check

/**
 * Groups items by key, in order of first appearance (`Map.groupBy` is newer than Node 20).
 *
 * @template T @param {T[]} items @param {(item: T) => string} keyOf @returns {Map<string, T[]>}
 */
export function groupBy(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}
