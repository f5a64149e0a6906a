// @ts-check
import { combinationsOf, isNearDefaults } from './combinations.mjs';
import { resolveImports } from './imports.mjs';
import { lintCombination } from './lint-combination.mjs';
import { lintFile } from './lint-file.mjs';
import { lintSlots } from './lint-slots.mjs';
import { lintWebAssembly } from './lint-webassembly.mjs';
import { parseFile } from './parse.mjs';
import { reflectStep } from './reflect.mjs';
import { shorten } from './shorten.mjs';
import { compact } from './source.mjs';
import { workTable } from './work.mjs';

/** @import { CatalogueEntries, KernelEntry, PieceEntry } from '../../src/kernels/catalogue.types.ts' */
/** @import { WorkTable } from '../work/types.ts' */
/** @import { Assemble, Compile, Problem, ShaderFile } from './types.ts' */

const STEP_PATH = 'shared/step';

/**
 * Reads, checks and describes all shaders.
 *
 * @param {Readonly<Record<string, string>>} sources by path below shaders/, with extension
 * @param {Assemble} assemble the assembler that the library uses at run time
 * @param {Compile} compile the compiler to WebAssembly
 * @returns {{ catalogue: CatalogueEntries, work: () => WorkTable, problems: Problem[] }} `work` may be
 *   asked for if there are no problems
 */
export function buildCatalogue(sources, assemble, compile) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Map<string, ShaderFile>} */
  const files = new Map();
  for (const path of Object.keys(sources).sort()) {
    const file = parseFile(path, sources[path] ?? '', problems);
    files.set(file.path, file);
  }
  /** @type {Set<ShaderFile>} */
  const imported = new Set();
  for (const file of files.values()) {
    const imports = resolveImports(file, files, problems);
    for (const module of imports) imported.add(module);
    problems.push(...lintFile(file, imports));
  }
  problems.push(...lintSlots(files, imported));
  /** @type {Record<string, string>} */
  const modules = {};
  /** @type {Record<string, Record<string, PieceEntry>>} */
  const slots = {};
  for (const file of files.values()) {
    if (file.kind === 'shared') modules[file.path] = compact(shorten(file.code));
    const [, slot = '', choice = ''] = file.path.split('/');
    if (file.kind === 'slot') slots[slot] = { ...slots[slot], [choice]: pieceEntry(file, files) };
  }
  /** @type {Record<string, KernelEntry>} */
  const kernels = {};
  for (const file of files.values()) {
    if (file.kind !== 'kernel') continue;
    const entry = describeKernel(file, files, { assemble, compile }, problems);
    if (entry) kernels[file.path] = entry;
  }
  const stepLayout = describeStep(files.get(STEP_PATH), problems);
  return {
    catalogue: { modules, slots, kernels, stepLayout },
    work: () => workTable([...files.values()]),
    problems: distinct(problems),
  };
}

/**
 * @param {ShaderFile} file
 * @param {ReadonlyMap<string, ShaderFile>} files
 * @param {string} [code] what is shipped by default
 * @returns {PieceEntry}
 */
function pieceEntry(file, files, code = compact(shorten(file.code))) {
  const imports = resolveImports(file, files, []);
  return {
    code,
    imports: imports.map(({ path }) => path),
    bindings: file.bindings.map(({ entry }) => entry),
    enables: file.enables.map(({ name }) => name),
    constants: Object.fromEntries(
      [file, ...imports].flatMap(({ constants }) =>
        [...constants].map(([name, { type, value }]) => [name, { type, value }]),
      ),
    ),
  };
}

/**
 * Checks every combination of a kernel's slots and describes the kernel with its defaults.
 *
 * @param {ShaderFile} file
 * @param {ReadonlyMap<string, ShaderFile>} files
 * @param {{ assemble: Assemble, compile: Compile }} library
 * @param {Problem[]} problems
 * @returns {KernelEntry | undefined} undefined if the kernel with its defaults does not parse
 */
function describeKernel(file, files, { assemble, compile }, problems) {
  const piece = pieceEntry(file, files);
  /** Messages name what stands in the file. @param {ShaderFile} of */
  const readable = (of) => pieceEntry(of, files, of.code);
  const sources = Object.fromEntries([...files].map(([path, { code }]) => [path, code]));
  /** @type {KernelEntry | undefined} */
  let entry;
  for (const [index, combination] of combinationsOf(file, files).entries()) {
    const chosen = combination.slots.map(({ slot, choice }) => ({
      slot,
      piece: readable(choice),
    }));
    const assembled = assemble(readable(file), chosen, sources);
    // The other combinations are judged by what two choices break together: each was parsed by itself.
    const whole = isNearDefaults(combination);
    const { problems: found, reflected } = lintCombination(combination, assembled, whole);
    problems.push(...found);
    // A combination that breaks another rule is not judged again.
    if (found.length === 0 && whole) {
      problems.push(...lintWebAssembly(combination, assembled, compile));
    }
    if (index > 0 || !reflected) continue;
    entry = {
      ...piece,
      slots: Object.fromEntries(file.slots.map(({ name, choice }) => [name, choice])),
      workgroupSize: reflected.workgroupSize,
      workgroupBytes: reflected.workgroupBytes,
      usesStep: assembled.usesStep,
    };
  }
  return entry;
}

/**
 * @param {ShaderFile | undefined} file
 * @param {Problem[]} problems
 */
function describeStep(file, problems) {
  if (!file) return { size: 0, fields: {} };
  const { layout, withVec3 } = reflectStep(file.code);
  for (const name of withVec3) {
    const line = file.code.split('\n').findIndex((text) => text.includes(`${name}:`)) + 1;
    const message = `uniform member "${name}" is a vec3, which browsers have laid out differently; use vec4 or scalars`;
    problems.push({ file: file.file, line, message });
  }
  return layout;
}

/**
 * Removes duplicates, since one finding may appear in many combinations.
 *
 * @param {Problem[]} problems
 */
function distinct(problems) {
  const byText = new Map(
    problems.map((each) => [`${each.file}:${each.line}:${each.message}`, each]),
  );
  return [...byText.values()];
}
