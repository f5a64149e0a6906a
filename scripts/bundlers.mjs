// @ts-check
/**
 * Installs bundlers into a temporary folder and tries the library's worker in each: a page creates a
 * model in it. Prints a Markdown table; the exit code is 1 if one fails. Needs the package registry.
 *
 *     npm run test:bundlers            # all
 *     npm run test:bundlers -- vite    # those with `vite` in their names
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { runnerImport } from 'vite';
import { BUNDLERS, MAIN, PAGE } from './bundlers/list.mjs';
import { serveFolder, startServer } from './bundlers/serve.mjs';
import { pack, run } from './package/pack.mjs';

/** @import { Bundler, Try } from './bundlers/list.mjs' */

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const chosen = BUNDLERS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
if (chosen.length === 0) {
  console.error(
    `no bundler is called so; there are: ${BUNDLERS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-bundlers-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const tarball = pack(folder);
const browser = await launch();
const rows = [];
for (const bundler of chosen) {
  const application = install(bundler);
  for (const attempt of bundler.tries) {
    const outcome = await tryIt(bundler, attempt, application);
    rows.push(outcome);
    console.error(`${outcome.name}: ${outcome.result}`);
  }
}
await browser.close();

console.log('| bundler | worker | warnings |\n| --- | --- | --- |');
for (const { name, result, warnings } of rows) console.log(`| ${name} | ${result} | ${warnings} |`);
process.exit(rows.every(({ result }) => result === 'starts') ? 0 : 1);

/** @param {Bundler} bundler */
function install({ name, packages, files = {} }) {
  const application = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(application);
  const all = {
    'package.json': '{ "private": true, "type": "module" }',
    'index.html': PAGE,
    'main.js': MAIN,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(application, path), text);
  run('npm', ['install', '--no-audit', '--no-fund', tarball, ...packages], application);
  return application;
}

/** @param {Bundler} bundler @param {Try} attempt @param {string} application */
async function tryIt({ name, packages }, { mode, build, serve, out, copiesHost }, application) {
  const [first = ''] = packages;
  const at = first.lastIndexOf('@');
  const installed = first === '' ? '' : ` ${versionOf(application, first.slice(0, at))}`;
  const title = `${name.split(' ')[0]}${installed}, ${mode}`;
  let warnings = 'none';
  let server;
  try {
    if (build) {
      const [command = '', ...args] = build;
      const told = run(join(application, 'node_modules', '.bin', command), args, application);
      if (/\bwarn(ing)?s?\b/i.test(told)) warnings = 'some';
    }
    if (copiesHost) {
      const host = join(application, 'node_modules', 'webgpu-vae', 'dist', 'worker-host.js');
      cpSync(host, join(application, out, 'worker-host.js'));
    }
    server = serve
      ? await startServer(serve, application)
      : await serveFolder(join(application, out));
    const result = await open(server.address);
    return { name: title, result: result === 'created' ? 'starts' : result, warnings };
  } catch (error) {
    return { name: title, result: `failed: ${reasonOf(error)}`, warnings };
  } finally {
    await server?.close();
  }
}

/** The last line that a command printed, or the error. @param {unknown} error */
function reasonOf(error) {
  const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
  const lines = `${stdout}${stderr}`
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines.slice(-4).join(' ') : String(error);
}

/** What the page says of its worker. @param {string} address */
async function open(address) {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    await page.waitForFunction('window.result', { timeout: 60_000 });
    return String(await page.evaluate('window.result'));
  } finally {
    await page.close();
  }
}

/** @param {string} application @param {string} name */
function versionOf(application, name) {
  const manifest = join(application, 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

async function launch() {
  const lookup = join(root, 'src', 'node', 'browser.ts');
  /** @type {{ module: typeof import('../src/node/browser.ts') }} */
  const { module } = await runnerImport(lookup, { configFile: false });
  const { executablePath, args, env } = await module.findBrowser('software');
  return puppeteer.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
}
