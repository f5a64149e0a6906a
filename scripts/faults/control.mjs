// @ts-check

/** @import { Fault, Tests } from './types.ts' */

/**
 * The tests of some faults without duplicates: one entry for each set of files, with the patterns
 * of all its faults.
 *
 * @param {readonly Fault[]} faults
 * @returns {readonly Tests[]}
 */
export function controlTests(faults) {
  /** @type {Map<string, Fault[]>} */
  const byFiles = new Map();
  for (const fault of faults) {
    const key = filesKey(fault.tests);
    byFiles.set(key, [...(byFiles.get(key) ?? []), fault]);
  }
  return [...byFiles.values()].map((group) => {
    const files = group[0]?.tests.files ?? [];
    const patterns = new Set(group.map(({ tests }) => tests.name));
    if (patterns.has(undefined)) return { files };
    return { files, name: [...patterns].map((pattern) => `(?:${pattern})`).join('|') };
  });
}

/**
 * A key that identifies a set of files.
 *
 * @param {Tests} tests
 */
export function filesKey({ files }) {
  return files.join(' ');
}
