// @ts-check

/**
 * Rows for a model of a built-in family. Their values do not matter: a fake GPU computes
 * nothing.
 *
 * @param {import('../../src/families/model.ts').Architecture} architecture
 * @param {number} count
 */
export function rowsFor(architecture, count) {
  const given =
    /** @type {{ input: readonly number[], condition?: number, classes?: number, length?: number }} */ (
      /** @type {unknown} */ (architecture)
    );
  if (architecture.family === 'sequence') return new Uint32Array(count * (given.length ?? 0));
  if (
    !['vae', 'vib', 'topics', 'counts'].includes(architecture.family) &&
    !('levels' in architecture)
  ) {
    throw new RangeError(
      `isa has no rows for the family "${architecture.family}": add them to scripts/isa/rows.mjs`,
    );
  }
  const columns = given.input.reduce((product, size) => product * size, 1);
  if (['topics', 'counts'].includes(architecture.family)) return new Float32Array(count * columns);
  const data = new Uint8Array(count * columns);
  if (architecture.family === 'vib') return { data, label: new Uint8Array(count) };
  if ('levels' in architecture) return data;
  return given.condition ? { data, condition: new Uint8Array(count * given.condition) } : data;
}
