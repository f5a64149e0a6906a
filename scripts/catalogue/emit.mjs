// @ts-check
import { productNames } from './productNames.mjs';

/** @import { CatalogueEntries, CataloguePart } from '../../src/kernels/catalogue.types.ts' */
/** @import { WorkTable } from '../work/types.ts' */

const HEADER =
  '// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.\n';

/**
 * The files of the catalogue by their names: one for each part, one for the step scalars, one for
 * the names that product variants meet, and one that imports all parts.
 *
 * @param {Readonly<Record<string, CataloguePart>>} parts
 * @param {CatalogueEntries} catalogue
 * @returns {Map<string, string>}
 */
export function emitCatalogue(parts, catalogue) {
  const names = Object.keys(parts);
  const imports = names.map(
    (name) => `import { ${variableOf(name)} } from './${name}.generated.ts';\n`,
  );
  return new Map([
    ...Object.entries(parts).map(
      ([name, part]) => /** @type {const} */ ([`${name}.generated.ts`, emitPart(name, part)]),
    ),
    ['step.generated.ts', emitConstant('stepLayout', catalogue.stepLayout, 'StepLayoutEntry')],
    [
      'productNames.generated.ts',
      emitConstant('productNames', productNames(catalogue), 'ProductNames'),
    ],
    [
      'allParts.generated.ts',
      `${HEADER}${imports.join('')}
/** The whole catalogue, for tests and tools: what is shipped loads the parts it needs. */
export const allParts = [
${names.map((name) => `  ${variableOf(name)},\n`).join('')}] as const;
`,
    ],
  ]);
}

/**
 * A part of the catalogue as TypeScript source. Shader code is widened to `string`: literal types
 * would repeat it in the published declarations.
 *
 * @param {string} name
 * @param {CataloguePart} part
 */
export function emitPart(name, part) {
  return emitConstant(variableOf(name), part, 'CataloguePart');
}

/**
 * @param {string} variable
 * @param {object} value
 * @param {string} type of catalogue.types.ts
 */
function emitConstant(variable, value, type) {
  return `${HEADER}import type { ${type} } from '../catalogue.types.ts';

export const ${variable} = ${literal(value, '')} as const satisfies ${type};
`;
}

/**
 * The names of all kernels as a type, for plans: these lie below the catalogue and name kernels only.
 *
 * @param {CataloguePart} catalogue
 */
export function emitKernelNames({ kernels }) {
  const names = Object.keys(kernels).map((name) => `\n  | '${name}'`);
  return `${HEADER}/** Every kernel, by the name of its file and entry point. */
export type KernelName =${names.join('')};
`;
}

/**
 * The work of all shaders, for tools: nothing that is shipped loads it.
 *
 * @param {WorkTable} table
 */
export function emitWork(table) {
  return `${HEADER}/** @type {import('./types.ts').WorkTable} */
export const workTable = ${literal(table, '')};
`;
}

/** @param {string} part */
function variableOf(part) {
  return `${part}Kernels`;
}

/**
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function literal(value, indent) {
  const inner = `${indent}  `;
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const list = Array.isArray(value);
  const entries = list
    ? value.map((each) => literal(each, inner))
    : Object.entries(value).map(([name, each]) => `${key(name)}: ${literal(each, inner)}`);
  if (entries.length === 0) return list ? '[]' : '{}';
  const flat = list ? `[${entries.join(', ')}]` : `{ ${entries.join(', ')} }`;
  if (flat.length + indent.length <= 90 && !flat.includes('\n')) return flat;
  const lines = entries.map((each) => `${inner}${each},\n`).join('');
  return list ? `[\n${lines}${indent}]` : `{\n${lines}${indent}}`;
}

/** @param {string} name */
function key(name) {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}

/** @param {string} value */
function text(value) {
  if (!value.includes('\n')) return `'${value.replace(/[\\']/g, '\\$&')}'`;
  return `\`${value.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\` as string`;
}
