// @ts-check
/**
 * An application in TypeScript that uses the package in every way: the one of the package's tests
 * and every snippet of the documents.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf } from '../docs/blocks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The settings of `moduleResolution` for packages with `exports`, and the `module` of each. */
export const RESOLUTIONS = /** @type {const} */ ({
  bundler: 'esnext',
  node16: 'node16',
  nodenext: 'nodenext',
});

/** @typedef {keyof typeof RESOLUTIONS} Resolution */

/** Declares the caller's data, which the README's snippets use. */
const GIVEN = `declare global {
  const images: Uint8Array;
}
export {};
`;

/**
 * Writes the snippets of the README into `folder`. Those of the guides build on one another, and
 * `tests/docs` compiles them.
 * @param {string} folder
 */
export function writeSnippets(folder) {
  const blocks = blocksOf('README.md', readFileSync(join(root, 'README.md'), 'utf8'));
  const snippets = blocks.filter(({ language, place }) => language === 'ts' && place === 'browser');
  mkdirSync(folder, { recursive: true });
  for (const { line, code } of snippets) {
    writeFileSync(join(folder, `README-line-${line}.ts`), `${code}\n`);
  }
  writeFileSync(join(folder, 'given.d.ts'), GIVEN);
}

/**
 * Writes the sources of the application into `folder`.
 * @param {string} folder
 */
export function writeApplication(folder) {
  cpSync(join(root, 'tests', 'package', 'consumer'), folder, { recursive: true });
  writeSnippets(join(folder, 'snippets'));
}

/**
 * The parts of an application that a compiler reads, with the package installed: a line for each, with its
 * number of files.
 * @param {string} folder of {@link writeApplication}
 * @returns {readonly (readonly [part: string, files: number])[]}
 */
export function partsOf(folder) {
  /** @param {string[]} path @param {string} end @param {boolean} [deep] */
  const count = (path, end, deep = false) =>
    readdirSync(join(folder, ...path), { recursive: deep }).filter((name) =>
      String(name).endsWith(end),
    ).length;
  return [
    ['declarations of the package', count(['node_modules', 'webgpu-vae', 'dist'], '.d.ts', true)],
    ['sources of an application', count([], '.ts')],
    ['snippets of the README', count(['snippets'], '.ts') - 1],
  ];
}

/**
 * Writes a project of these sources and returns its path. All checks are on, those of the package's
 * declarations included.
 * @param {string} folder of {@link writeApplication}
 * @param {{ resolution: Resolution, webgpu: 'compiler' | 'package' | 'none' }} settings where the
 *   types of WebGPU come from: the compiler's DOM, the package `@webgpu/types`, or nowhere
 */
export function writeProject(folder, { resolution, webgpu }) {
  const name = `tsconfig.${resolution}.${webgpu}.json`;
  const project = {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2022', 'DOM'],
      module: RESOLUTIONS[resolution],
      moduleResolution: resolution,
      moduleDetection: 'force',
      types: webgpu === 'package' ? ['@webgpu/types'] : [],
      strict: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      noEmit: true,
    },
    include: ['*.ts', 'snippets'],
    exclude: webgpu === 'none' ? ['device.ts'] : [],
  };
  writeFileSync(join(folder, name), JSON.stringify(project));
  return join(folder, name);
}
