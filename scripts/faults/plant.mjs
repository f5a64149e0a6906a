// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * The text of a file with a fault in it.
 *
 * @param {string} text
 * @param {Fault} fault
 * @throws {Error} if the place is not there, or not the only one: the fault is stale
 */
export function plant(text, { name, file, find, replace }) {
  const [before, after, ...others] = text.split(find);
  if (after === undefined || others.length > 0) {
    const places = after === undefined ? 'does not stand' : `stands ${others.length + 1} times`;
    throw new Error(
      `fault "${name}" is stale: its text must stand once in ${file} and ${places}:\n  ${find}`,
    );
  }
  if (find === replace) throw new Error(`fault "${name}" changes nothing`);
  return `${before}${replace}${after}`;
}
