// @ts-check
/**
 * Installs bundlers into a temporary folder and tries the library's worker in each: a page creates a
 * model in it, under a strict Content-Security-Policy that the server sends. Prints a Markdown table;
 * the exit code is 1 if a page says something else than expected, or does what the policy forbids.
 * Needs the package registry.
 *
 *     npm run test:bundlers            # all
 *     npm run test:bundlers -- vite    # those with `vite` in their names
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer';
import { runnerImport } from 'vite';
import { bundlers, MAIN, PAGE } from './bundlers/list.mjs';
import { hashesOf, isPolicy, policy, written } from './bundlers/policy.mjs';
import { startServer } from './bundlers/serve.mjs';
import { pack, run } from './package/pack.mjs';
import { serveFolder } from './serve/serveFolder.mjs';

/** @import { Bundler, Sources, Try } from './bundlers/types.ts' */

/** Time until a page must have started its worker. */
const LOAD_MS = 120_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'webgpu-vae-bundlers-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

// Another port is another origin.
const cdn = await serveFolder(folder, { toAll: true });
const all = bundlers(cdn.address.slice(0, -1));
const wanted = process.argv.slice(2);
const chosen = all.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
if (chosen.length === 0) {
  console.error(`no bundler is called so; there are: ${all.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const { tarball } = pack(folder);
mkdirSync(join(folder, 'webgpu-vae'));
// Unpacked too, for the other origin.
run('tar', ['-xzf', tarball, '--strip-components=1'], join(folder, 'webgpu-vae'));
const browser = await launch();
const rows = [];
for (const bundler of chosen) {
  const application = install(bundler);
  for (const attempt of bundler.tries) {
    const row = await tryIt(bundler, attempt, application);
    rows.push(row);
    console.error(`${row.name}: ${row.result}`);
  }
}
await browser.close();
await cdn.close();

console.log('| bundler | worker | its policy must allow | warnings |\n| --- | --- | --- | --- |');
for (const { name, result, needs, warnings } of rows) {
  console.log(`| ${name} | ${result} | ${needs} | ${warnings} |`);
}
process.exit(rows.every(({ passed }) => passed) ? 0 : 1);

/** @param {Bundler} bundler */
function install({ name, packages, files = {} }) {
  const application = join(folder, name.replaceAll(' ', '-'));
  write(application, { 'package.json': '{ "private": true, "type": "module" }', ...files });
  run('npm', ['install', '--no-audit', '--no-fund', tarball, ...packages], application);
  return application;
}

/** @param {string} application @param {Readonly<Record<string, string>>} files */
function write(application, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(application, path)), { recursive: true });
    writeFileSync(join(application, path), text);
  }
}

/** @param {Bundler} bundler @param {Try} attempt @param {string} application */
async function tryIt({ name, packages }, attempt, application) {
  const { mode, build, serve, out = '', files, hostIn, needs = {}, mapped, expected } = attempt;
  const [first = ''] = packages;
  const at = first.lastIndexOf('@');
  const installed =
    first === '' ? '' : ` ${versionOf(application, at > 0 ? first.slice(0, at) : first)}`;
  const row = {
    name: `${name.split(' ')[0]}${installed}, ${mode}`,
    needs: told(needs, mapped),
    warnings: 'none',
  };
  const env = environment(policy(needs));
  let server;
  try {
    write(application, { 'index.html': PAGE, 'main.js': MAIN, ...files });
    if (build) {
      const [command = '', ...args] = build;
      const output = run(
        join(application, 'node_modules', '.bin', command),
        args,
        application,
        env,
      );
      if (/\bwarn(ing)?s?\b/i.test(output)) row.warnings = 'some';
    }
    if (hostIn) {
      const dist = join(application, 'node_modules', 'webgpu-vae', 'dist');
      for (const script of ['worker-host.js', 'worker-later.js', 'wasm.js']) {
        cpSync(join(dist, script), join(application, hostIn, script));
      }
    }
    const header = mapped
      ? policy(withMaps(needs, readFileSync(join(application, out, 'index.html'), 'utf8')))
      : policy(needs);
    server = serve
      ? await startServer(serve, application, env)
      : await serveFolder(join(application, out), { policy: header });
    const said = await open(server.address, header);
    if (expected) {
      const passed = expected.test(said);
      return { ...row, passed, result: passed ? 'an error that says what to do' : oneLine(said) };
    }
    const passed = said === 'created';
    return { ...row, passed, result: passed ? 'starts' : oneLine(said) };
  } catch (error) {
    return { ...row, passed: false, result: `failed: ${reasonOf(error)}` };
  } finally {
    await server?.close();
  }
}

/** @param {string} header the policy that servers of the application send */
function environment(header) {
  return {
    ...process.env,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NEXT_TELEMETRY_DISABLED: '1',
    POLICY: header,
  };
}

/** @param {Sources} needs @param {string} page */
function withMaps(needs, page) {
  const scripts = needs['script-src'];
  return { ...needs, 'script-src': [hashesOf(page), ...(scripts ? [scripts] : [])].join(' ') };
}

/** The sources that a policy must allow, for the table. @param {Sources} needs @param {boolean} [mapped] */
function told(needs, mapped) {
  const sources = written(needs).replaceAll(cdn.address.slice(0, -1), 'CDN');
  const parts = [
    ...(sources ? [`\`${sources}\``] : []),
    ...(mapped ? ['the hash of the import map'] : []),
  ];
  return parts.join(' and ') || 'nothing more';
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ');
}

/** The last lines that a command printed, or the error. @param {unknown} error */
function reasonOf(error) {
  const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
  const lines = `${stdout}${stderr}`
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines.slice(-4).join(' ') : oneLine(String(error));
}

/**
 * The page's report on its worker.
 * @param {string} address
 * @param {string} header the policy that must come with it
 * @throws Error if the page came without the policy, or did what it forbids
 */
async function open(address, header) {
  // Servers take turns at an address: nothing of one may be in the cache for the next.
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    // Next compiles a page when it is asked for.
    page.setDefaultTimeout(LOAD_MS);
    /** @type {string[]} */
    const forbidden = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
    });
    const response = await page.goto(address);
    const sent = response?.headers()['content-security-policy'];
    if (!isPolicy(sent, header)) throw new Error(`the policy sent was ${sent}, not ${header}`);
    try {
      await page.waitForFunction('window.result');
    } catch (error) {
      // A forbidden script may be why the page says nothing.
      if (forbidden.length === 0) throw error;
    }
    if (forbidden.length > 0) throw new Error(forbidden.join(' '));
    return String(await page.evaluate('window.result'));
  } finally {
    await context.close();
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
