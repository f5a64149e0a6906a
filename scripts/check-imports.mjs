// @ts-check
/**
 * Fails on import cycles, including those of type imports, and on imports in src/ that point
 * upwards in the order of `imports/layers.mjs`.
 */
import { fileURLToPath } from 'node:url';
import { findCycles, findUpward } from './imports/find.mjs';
import { LAYERS } from './imports/layers.mjs';
import { readImports, readSources } from './imports/read.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = [
  'src',
  'tests',
  'scripts',
  'bench/lib',
  'bench/pages',
  'bench/studies',
  'demo/src',
  'examples',
];

const imports = readImports(readSources(root, folders));
const problems = [...findCycles(imports), ...findUpward(imports, LAYERS, 'src')];
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(`\nimports: ${problems.length} problem(s)`);
  process.exit(1);
}
console.log(`imports: ${imports.length}, no cycle, none upwards`);
