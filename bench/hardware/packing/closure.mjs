// @ts-check
/** The files of the packages that a GPU machine needs: those of the direct dependencies and of all that they lead to. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Direct dependencies that nothing on the GPU machine uses: linters, types, the demo, pictures, other runtimes. */
const UNUSED = new Set([
  '@arethetypeswrong/core',
  '@biomejs/biome',
  '@microsoft/api-extractor',
  '@preact/signals',
  '@vitejs/plugin-react',
  '@webgpu/types',
  'axe-core',
  'deno',
  'knip',
  'linkinator',
  'onnxruntime-web',
  'preact',
  'publint',
  'react',
  'react-dom',
  'sharp',
  'typedoc',
  'typescript',
  'uplot',
]);
/** Packages that only a path never taken there would load. */
const NEVER =
  /^(@types\/|@typescript\/|typescript$|bare-|chromium-bidi$|devtools-protocol$|lightningcss|jiti$|yaml$|fsevents$|esbuild$|@esbuild\/)/;
/** Files of packages that are read by people, compilers and debuggers. */
const NOT_RUN =
  /\.(map|d\.ts|d\.mts|d\.cts|md|markdown|flow|tsbuildinfo)$|\/(LICENSE|CHANGELOG|README)[^/]*$|_test\.js$/i;
const LEFT_OUT = [
  // Dawn for other platforms.
  /\/webgpu\/dist\/(?!linux-x64\/)[^/]+\/.*\.(node|dll|dylib|so)$/,
  /^node_modules\/puppeteer-core\/(lib\/cjs|src|lib\/es5-iife)\//,
  /^node_modules\/wgsl_reflect\/(?!package\.json|wgsl_reflect\.module\.js)/,
  // Bundles beside the modules that a bundler takes, and what needs no GPU.
  /^node_modules\/(echarts|zrender)\/(dist|src|build|i18n|theme|types|ssr|extension)\//,
  /^bench\/node_modules\/@tensorflow\/[^/]+\/(src|dist\/tf-[^/]+|dist\/fesm[^/]*)(\/|$)/,
  /^bench\/node_modules\/@tensorflow\/[^/]+\/dist\/.*\.(fesm[^/]*|min|node)\.js$/,
  /^bench\/node_modules\/@tensorflow\/tfjs-backend-wasm\/wasm-out\/.*\.wasm$/,
  /^bench\/node_modules\/@(types|webgpu)\//,
  /^bench\/node_modules\/@jax-js\/.*\.(cjs|d\.ts)$/,
];

/** @typedef {Record<string, { dependencies?: object, optionalDependencies?: object, peerDependencies?: object, devDependencies?: object }>} Lock */

/** @param {string} root @returns {Promise<string[]>} paths within the root, sorted */
export async function filesOfPackages(root) {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const files = [];
  for (const at of closure(root, packages)) files.push(...(await walk(root, at)));
  return [...new Set(files)].sort();
}

/** The files of the benchmark's peers. @param {string} root @returns {Promise<string[]>} */
export const filesOfPeers = (root) => walk(root, 'bench/node_modules');

/** @param {string} root @param {Lock} lock @returns {Set<string>} folders of packages */
function closure(root, lock) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** The folder from which a package gets another one by its name. @param {string} from @param {string} name */
  const find = (from, name) => {
    for (let at = from; ; at = parentOf(at)) {
      const folder = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
      if (folder in lock && existsSync(path.join(root, folder, 'package.json'))) return folder;
      if (at === '') return undefined;
    }
  };
  /** @param {string} at @param {string[]} names */
  const follow = (at, names) => {
    for (const name of names) {
      const found = NEVER.test(name) ? undefined : find(at, name);
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      const { dependencies, optionalDependencies, peerDependencies } = lock[found] ?? {};
      const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
      follow(found, Object.keys(all));
    }
  };
  const { dependencies, devDependencies } = lock[''] ?? {};
  const direct = Object.keys({ ...dependencies, ...devDependencies });
  follow(
    '',
    direct.filter((name) => !UNUSED.has(name)),
  );
  return seen;
}

/** @param {string} at a package's folder */
function parentOf(at) {
  return at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')));
}

/**
 * Files below a folder that are run, without packages nested in a package: those are reached by themselves.
 *
 * @param {string} root @param {string} folder @returns {Promise<string[]>}
 */
async function walk(root, folder) {
  const files = [];
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isFile() && isRun(file)) files.push(file);
    if (!entry.isDirectory()) continue;
    if (entry.name === 'node_modules' && folder.startsWith('node_modules/')) continue;
    if (entry.name.startsWith('.') && folder.endsWith('node_modules')) continue;
    files.push(...(await walk(root, file)));
  }
  return files;
}

/** @param {string} file */
function isRun(file) {
  if (file.endsWith('/package.json')) return true;
  return !NOT_RUN.test(file) && !LEFT_OUT.some((pattern) => pattern.test(file));
}
