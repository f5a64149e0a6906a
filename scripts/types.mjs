// @ts-check
/**
 * Installs TypeScript compilers into a temporary folder and checks the package's declarations, an
 * application and the snippets of the documents with each, under every module resolution; and the
 * snippets in a new project of Vite. Prints what that is and how it went, as Markdown tables; the exit code is 1 if one fails. Needs
 * the package registry.
 *
 *     npm run test:types           # all
 *     npm run test:types -- 5.4    # those with `5.4` in their versions
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, run } from './package/pack.mjs';
import {
  partsOf,
  RESOLUTIONS,
  writeApplication,
  writeProject,
  writeSnippets,
} from './types/application.mjs';
import { COMPILERS, CREATE_VITE, WEBGPU_TYPES } from './types/list.mjs';

/** @import { Compiler } from './types/list.mjs' */
/** @import { Resolution } from './types/application.mjs' */

const wanted = process.argv.slice(2);
const chosen = COMPILERS.filter(
  ({ version }) => wanted.length === 0 || wanted.some((part) => version.includes(part)),
);
if (chosen.length === 0) {
  console.error(`there are: ${COMPILERS.map(({ version }) => version).join(', ')}`);
  process.exit(2);
}

const resolutions = /** @type {Resolution[]} */ (Object.keys(RESOLUTIONS));
const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-types-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const { tarball } = pack(folder);
const rows = chosen.flatMap(check);
if (wanted.length === 0) rows.push(newViteProject());

const first = folderOf(/** @type {Compiler} */ (chosen[0]));
console.log(
  '| each cell compiles, with `strict` and without `skipLibCheck` | files |\n| --- | ---: |',
);
for (const [part, files] of partsOf(first)) console.log(`| ${part} | ${files} |`);
console.log();
console.log(`| TypeScript | types of WebGPU | ${resolutions.join(' | ')} |`);
console.log(`| --- | --- |${' --- |'.repeat(resolutions.length)}`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
process.exit(rows.flat().includes('errors') ? 1 : 0);

/** @param {Compiler} compiler */
function folderOf({ version }) {
  return join(folder, `typescript-${version}`);
}

/**
 * The lines of the table for a compiler: without types of WebGPU where it has none, and with them.
 * @param {Compiler} compiler
 */
function check(compiler) {
  const { version, hasWebGpu } = compiler;
  const application = folderOf(compiler);
  writeApplication(application);
  install(application, [tarball, `typescript@${version}`, WEBGPU_TYPES]);
  const sources = hasWebGpu
    ? /** @type {const} */ (['compiler'])
    : /** @type {const} */ (['none', 'package']);
  const titles = { compiler: 'its own', none: 'none', package: '`@webgpu/types`' };
  return sources.map((webgpu) => [
    versionOf(application, 'typescript'),
    titles[webgpu],
    ...resolutions.map((resolution) =>
      compile(application, ['-p', writeProject(application, { resolution, webgpu })]),
    ),
  ]);
}

/** The line of the table for the snippets in what `npm create vite` makes, checked as strictly. */
function newViteProject() {
  const template = ['--template', 'vanilla-ts', '--no-interactive'];
  run('npm', ['exec', '--yes', CREATE_VITE, '--', 'new-project', ...template], folder);
  const application = join(folder, 'new-project');
  writeSnippets(join(application, 'src'));
  install(application, [tarball]);
  // Snippets show results by giving them a name.
  const flags = ['--strict', '--noUnusedLocals', 'false'];
  const others = resolutions.filter((resolution) => resolution !== 'bundler').map(() => '–');
  const title = `${versionOf(application, 'typescript')}, new project of Vite`;
  return [title, 'its own', compile(application, flags), ...others];
}

/**
 * @param {string} application folder of a project with a compiler
 * @param {readonly string[]} flags
 * @returns {'passes' | 'errors'} after printing the errors
 */
function compile(application, flags) {
  const compiler = join(application, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    run(process.execPath, [compiler, ...flags], application);
    return 'passes';
  } catch (error) {
    console.error(`${application} ${flags.join(' ')}`);
    console.error(/** @type {{ stdout?: string }} */ (error).stdout ?? error);
    return 'errors';
  }
}

/** @param {string} application @param {readonly string[]} packages */
function install(application, packages) {
  mkdirSync(application, { recursive: true });
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], application);
}

/** @param {string} application @param {string} name */
function versionOf(application, name) {
  const manifest = join(application, 'node_modules', name, 'package.json');
  return String(JSON.parse(readFileSync(manifest, 'utf8')).version);
}
