// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Plants a fault in the text of a file.
 *
 * @param {string} text
 * @param {Fault} fault
 * @throws {Error} if the text to replace does not occur exactly once: the fault is outdated
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
