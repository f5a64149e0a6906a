// @ts-check

/** @import { CatalogueEntries } from '../../src/kernels/catalogue.types.ts' */

/**
 * The catalogue as TypeScript source. Shader code is widened to `string`: as literal types it
 * would land in the published declarations a second time.
 *
 * @param {CatalogueEntries} catalogue
 */
export function emitCatalogue(catalogue) {
  return `// Generated from shaders/ by scripts/catalogue.mjs; run \`npm run catalogue\` instead of editing.
import type { CatalogueEntries } from './catalogue.types.ts';

export const catalogue = ${literal(catalogue, '')} as const satisfies CatalogueEntries;
`;
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
