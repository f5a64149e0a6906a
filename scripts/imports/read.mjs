// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** @import { Files, Import } from './types.ts' */

/**
 * `import … from`, `export … from` and `import '…'`, including type imports, at the start of a
 * line.
 */
const STATEMENT = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"](\.[^'"]+)['"]/gm;
/** `import('…')`, as an expression or as a type. */
const CALL = /\bimport\(\s*['"](\.[^'"]+)['"]/g;
/** `@import … from '…'` in a comment, the type import of a JavaScript file. */
const COMMENT = /@import\b[^'"`;]*?\bfrom\s*['"](\.[^'"]+)['"]/g;

/** Imports name the whole file; an omitted ending is also resolved. */
const ENDINGS = ['', '.ts', '.tsx', '/index.ts'];

/**
 * The relative imports between files. Imports of other files are left out.
 * @param {Files} files
 * @returns {Import[]}
 */
export function readImports(files) {
  return [...files].flatMap(([from, text]) =>
    [STATEMENT, CALL, COMMENT].flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(({ 1: path = '', index }) => {
        const named = posix.join(posix.dirname(from), path);
        const to = ENDINGS.map((ending) => named + ending).find((file) => files.has(file));
        const line = text.slice(0, index).split('\n').length;
        return to === undefined ? [] : [{ from, to, line }];
      }),
    ),
  );
}

/**
 * The sources in some folders, by their path from the root with `/` between its parts.
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {Files}
 */
export function readSources(root, folders) {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .filter((path) => /\.(ts|tsx|js|mjs)$/.test(path)),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
