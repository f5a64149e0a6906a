// @ts-check
/**
 * Writes src/kernels/catalogue.generated.ts from shaders/. With --check it writes nothing and
 * fails when the file is not what the shaders say. Findings of the lint fail both.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { buildCatalogue } from './catalogue/build.mjs';
import { emitCatalogue } from './catalogue/emit.mjs';

/** @import * as AssembleModule from '../src/kernels/assemble.ts' */

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src/kernels/catalogue.generated.ts');
const check = process.argv.includes('--check');

/** @type {{ module: typeof AssembleModule }} */
const { module } = await runnerImport(join(root, 'src/kernels/assemble.ts'), {
  configFile: false,
  logLevel: 'error',
});
const { catalogue, problems } = buildCatalogue(readShaders(), module.assemble);
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
if (problems.length > 0) {
  console.error(`\nshaders: ${problems.length} problem(s)`);
  process.exit(1);
}

const wanted = emitCatalogue(catalogue);
const current = readIfPresent(target);
const count = `${Object.keys(catalogue.kernels).length} kernels`;
if (wanted === current) {
  console.log(`catalogue: ${count}, up to date`);
} else if (check) {
  console.error('src/kernels/catalogue.generated.ts is stale; run "npm run catalogue"');
  process.exit(1);
} else {
  writeFileSync(target, wanted);
  console.log(`catalogue: ${count}, written`);
}

function readShaders() {
  const folder = join(root, 'shaders');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.wgsl'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** @param {string} path */
function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
