// @ts-check

/**
 * The mirrors that sources of apt name, each once, in their order.
 *
 * @param {readonly string[]} texts of files in either of apt's two formats
 */
export function mirrorsIn(texts) {
  const found = texts.flatMap((text) => [
    ...[...text.matchAll(/^URIs: *(.+)$/gm)].flatMap(([, list = '']) => list.trim().split(/\s+/)),
    ...[...text.matchAll(/^deb (?:\[.*?\] )?(\S+)/gm)].map(([, mirror = '']) => mirror),
  ]);
  return [...new Set(found)];
}

/**
 * Uses the first mirror that works.
 *
 * @param {readonly string[]} mirrors at least one
 * @param {(mirror: string) => void} use throws if the mirror does not work
 * @throws what the first mirror threw if none works: it is the one that the machine is set up for
 */
export function useFirst(mirrors, use) {
  /** @type {unknown[]} */
  const reasons = [];
  for (const mirror of mirrors) {
    try {
      use(mirror);
      return mirror;
    } catch (reason) {
      reasons.push(reason);
    }
  }
  throw reasons[0];
}
