// @ts-check
/**
 * Generates src/kernels/catalogue/, the names of all kernels and the table of their work from
 * shaders/. With --check it writes nothing and fails if the files do not match the shaders. Findings
 * of the lint fail both.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { buildCatalogue } from './catalogue/build.mjs';
import { emitCatalogue, emitKernelNames, emitWork } from './catalogue/emit.mjs';
import { parts as manifest, needs } from './catalogue/parts.mjs';
import { splitCatalogue } from './catalogue/split.mjs';

/** @import * as AssembleModule from '../src/kernels/assemble.ts' */
/** @import * as CompilerModule from '../src/wasm/compiler/compileShader.ts' */

const root = fileURLToPath(new URL('..', import.meta.url));
const CATALOGUE = 'src/kernels/catalogue';
const KERNEL_NAMES = 'src/graph/kernelName.generated.ts';
const WORK = 'scripts/work/workTable.generated.mjs';
const check = process.argv.includes('--check');

/** @type {typeof AssembleModule} */
const { assemble } = await sourceModule('kernels/assemble.ts');
/** @type {typeof CompilerModule} */
const { compileShader } = await sourceModule('wasm/compiler/compileShader.ts');
const { catalogue, work, problems: found } = buildCatalogue(readShaders(), assemble, compileShader);
const { parts, problems: misplaced } = splitCatalogue(catalogue, manifest, needs);
const problems = [...found, ...misplaced];
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
if (problems.length > 0) {
  console.error(`\nshaders: ${problems.length} problem(s)`);
  process.exit(1);
}

const files = [...emitCatalogue(parts, catalogue)];
const wanted = new Map([
  ...files.map(([name, text]) => /** @type {const} */ ([`${CATALOGUE}/${name}`, text])),
  [KERNEL_NAMES, emitKernelNames(catalogue)],
  [WORK, emitWork(work())],
]);
const current = readGenerated();
const stale = [...new Set([...wanted.keys(), ...current.keys()])].filter(
  (name) => wanted.get(name) !== current.get(name),
);
const kernels = Object.keys(catalogue.kernels).length;
const count = `${kernels} kernels in ${Object.keys(parts).length} parts`;
if (stale.length === 0) {
  console.log(`catalogue: ${count}, up to date`);
} else if (check) {
  console.error(`stale: ${stale.join(', ')}; run "npm run catalogue"`);
  process.exit(1);
} else {
  for (const name of stale) {
    const text = wanted.get(name);
    if (text === undefined) rmSync(join(root, name));
    else writeFileSync(join(root, name), text);
  }
  console.log(`catalogue: ${count}, written`);
}

/**
 * A module of the library.
 *
 * @param {string} path below src/
 * @returns {Promise<any>}
 */
async function sourceModule(path) {
  const { module } = await runnerImport(join(root, 'src', path), {
    configFile: false,
    logLevel: 'error',
  });
  return module;
}

function readShaders() {
  const folder = join(root, 'shaders');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.wgsl'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The present generated files, by their paths in the repository. */
function readGenerated() {
  const folder = join(root, CATALOGUE);
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).map((name) => `${CATALOGUE}/${name}`);
  const paths = [...names, KERNEL_NAMES, WORK].filter((path) => existsSync(join(root, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
