// @ts-check

/** @import { Import } from './types.ts' */

/**
 * A message for each group of files that import one another in a cycle, with one cycle as an
 * example. Type imports count, since the files of such a cycle cannot be understood, moved or
 * tested separately.
 * @param {readonly Import[]} imports
 * @returns {string[]}
 */
export function findCycles(imports) {
  /** @type {Map<string, string[]>} */
  const targets = new Map();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  /** @type {Set<string>} */
  const finished = new Set();
  /** @type {string[]} */
  const path = [];
  /** @type {string[]} */
  const messages = [];

  /** @param {string} file */
  const visit = (file) => {
    if (finished.has(file)) return;
    const start = path.indexOf(file);
    if (start >= 0) {
      messages.push(`import cycle: ${[...path.slice(start), file].join(' -> ')}`);
      return;
    }
    path.push(file);
    for (const target of targets.get(file) ?? []) visit(target);
    path.pop();
    finished.add(file);
  };

  for (const file of targets.keys()) visit(file);
  return messages;
}

/**
 * A message for each import that does not point downwards in the layers.
 * @param {readonly Import[]} imports of files below `folder`
 * @param {readonly (readonly string[])[]} layers from the top
 * @param {string} folder whose entries the layers name, such as `src`
 * @returns {string[]}
 */
export function findUpward(imports, layers, folder) {
  const ranks = new Map(layers.flatMap((names, rank) => names.map((name) => [name, rank])));
  /** @param {string} path */
  const partOf = (path) => path.slice(folder.length + 1).split('/')[0] ?? '';
  return imports
    .filter(({ from, to }) => [from, to].every((path) => path.startsWith(`${folder}/`)))
    .flatMap(({ from, to, line }) => {
      const [part, target] = [partOf(from), partOf(to)];
      if (part === target) return [];
      const [rank, targetRank] = [ranks.get(part), ranks.get(target)];
      const where = `${from}:${line}`;
      if (rank === undefined) return [`${where}: "${part}" has no place among the layers`];
      if (targetRank === undefined) return [`${where}: "${target}" has no place among the layers`];
      if (targetRank > rank) return [];
      const place = targetRank === rank ? 'beside' : 'above';
      return [`${where}: imports ${to}, but "${target}" lies ${place} "${part}"`];
    });
}
