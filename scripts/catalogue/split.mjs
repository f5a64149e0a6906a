// @ts-check

/** @import { CataloguePart } from '../../src/kernels/catalogue.types.ts' */
/** @import { Problem } from './types.ts' */

const MANIFEST = 'scripts/catalogue/parts.mjs';

/** The part that is always loaded. */
const CORE = 'core';

/**
 * Splits a catalogue into parts. A part also contains the shared modules that its shaders import,
 * except for those in the core. The core may name shared modules that its own shaders do not import,
 * so that several parts need not contain them.
 *
 * @param {CataloguePart} catalogue
 * @param {Readonly<Record<string, readonly string[]>>} manifest paths of each part's shaders, below
 *   shaders/ and without extension
 * @param {Readonly<Record<string, string>>} [needs] the part that is loaded wherever a part is
 * @returns {{ parts: Readonly<Record<string, CataloguePart>>, problems: Problem[] }} shaders that
 *   the manifest lacks or should not name are problems
 */
export function splitCatalogue(catalogue, manifest, needs = {}) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {(message: string) => void} */
  const complain = (message) => problems.push({ file: MANIFEST, line: 1, message });
  /** @type {Map<string, string>} */
  const partOf = new Map();
  for (const [part, paths] of Object.entries(manifest)) {
    for (const path of paths) {
      const before = partOf.get(path);
      if (before !== undefined) complain(`"${path}" is in two parts: ${before} and ${part}`);
      partOf.set(path, part);
    }
  }
  const pieces = piecesOf(catalogue);
  for (const path of pieces.keys()) {
    if (!partOf.has(path)) complain(`no part has "${path}": add it to the one that it loads with`);
  }
  for (const path of partOf.keys()) {
    const shared = partOf.get(path) === CORE && Object.hasOwn(catalogue.modules, path);
    if (shared || pieces.has(path)) continue;
    complain(`"${path}" is no kernel and no choice of a slot`);
  }
  for (const [kernel, { slots }] of Object.entries(catalogue.kernels)) {
    for (const [slot, choice] of Object.entries(slots)) {
      const part = partOf.get(`slots/${slot}/${choice}`);
      const own = partOf.get(kernel) ?? '';
      if (part === CORE || part === own || part === needs[own]) continue;
      complain(`"${kernel}" starts with ${slot} ${choice}, which is in another part (${part})`);
    }
  }
  const always = manifest[CORE] ?? [];
  const core = new Set([...always, ...modulesOf(always, pieces)]);
  const cut = Object.entries(manifest).map(([part, paths]) => {
    const own = [...modulesOf(paths, pieces)].filter((path) => !core.has(path));
    return [part, partWith(catalogue, new Set(paths), part === CORE ? core : new Set(own))];
  });
  return { parts: Object.fromEntries(cut), problems };
}

/**
 * Every kernel and every choice of a slot by its path.
 *
 * @param {CataloguePart} catalogue
 */
function piecesOf({ kernels, slots }) {
  return new Map([
    ...Object.entries(kernels),
    ...Object.entries(slots).flatMap(([slot, choices]) =>
      Object.entries(choices).map(
        ([choice, piece]) => /** @type {const} */ ([`slots/${slot}/${choice}`, piece]),
      ),
    ),
  ]);
}

/**
 * @param {readonly string[]} paths
 * @param {ReturnType<typeof piecesOf>} pieces
 */
function modulesOf(paths, pieces) {
  return new Set(paths.flatMap((path) => pieces.get(path)?.imports ?? []));
}

/**
 * @param {CataloguePart} catalogue
 * @param {ReadonlySet<string>} paths
 * @param {ReadonlySet<string>} modules
 * @returns {CataloguePart}
 */
function partWith(catalogue, paths, modules) {
  const slots = Object.entries(catalogue.slots).map(([slot, choices]) => {
    return /** @type {const} */ ([
      slot,
      pick(choices, (choice) => paths.has(`slots/${slot}/${choice}`)),
    ]);
  });
  return {
    modules: pick(catalogue.modules, (path) => modules.has(path)),
    slots: Object.fromEntries(slots.filter(([, choices]) => Object.keys(choices).length > 0)),
    kernels: pick(catalogue.kernels, (kernel) => paths.has(kernel)),
  };
}

/**
 * @template T
 * @param {Readonly<Record<string, T>>} entries
 * @param {(name: string) => boolean} wanted
 */
function pick(entries, wanted) {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => wanted(name)));
}
