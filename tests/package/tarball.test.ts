import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, PAGE } from '../../scripts/bundlers/list.mjs';
import { BUDGETS, measure, sizesOf } from '../../scripts/sizes/measure.mjs';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { openPage, openServedPage, type ServedPage } from '../support/servedPage.ts';
import { type Bundle, bundle } from './bundle.ts';
import { type InstalledPackage, installPackage } from './install.ts';

let folder: TemporaryFolder;
let installed: InstalledPackage;

beforeAll(async () => {
  folder = await temporaryFolder('package');
  installed = await installPackage(folder.path);
});

afterAll(() => folder?.remove());

it('holds the build and the papers, nothing else', () => {
  const top = new Set(installed.files.map((path) => path.split('/')[0]));
  expect([...top].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
  expect(installed.files).toEqual(
    expect.arrayContaining([
      'dist/index.js',
      'dist/index.d.ts',
      'dist/onnx.js',
      'dist/onnx/index.d.ts',
      'dist/worker.js',
      'dist/worker-host.js',
      'dist/worker/index.d.ts',
      'dist/node.js',
      'dist/cli.js',
      'dist/licenses.md',
    ]),
  );
});

it('brings the licenses of what it bundles', async () => {
  const dist = join(installed.application, 'node_modules', 'webgpu-vae', 'dist');
  const licenses = await readFile(join(dist, 'licenses.md'), 'utf8');
  for (const name of ['pbf', 'commander', 'tar-fs']) expect(licenses).toContain(`## ${name} - `);
});

describe('the manifest and the types', () => {
  it('are what publint asks for', async () => {
    const tarball = installed.tarball.slice().buffer;
    const { messages } = await publint({ pack: { tarball }, strict: true });
    expect(messages).toEqual([]);
  });

  it('resolve in bundlers and in ES modules of Node, as are-the-types-wrong sees it', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(installed.tarball));
    const { problems = [] } = 'problems' in analysis ? analysis : {};
    expect(analysis).toHaveProperty('problems');
    // The package is one of ES modules, with entries that only `exports` names.
    const accepted = problems.filter(
      ({ kind, ...about }) =>
        kind === 'CJSResolvesToESM' ||
        (kind === 'NoResolution' && 'resolutionKind' in about && about.resolutionKind === 'node10'),
    );
    expect(problems).toEqual(accepted);
    const bare = accepted.filter((each) => each.kind === 'NoResolution' && each.entrypoint === '.');
    expect(bare).toEqual([]);
  });
});

it('depends on no other package at run time', async () => {
  const path = join(installed.application, 'node_modules', 'webgpu-vae', 'package.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  const peers = Object.keys(manifest.peerDependencies);
  expect(peers.filter((name) => !manifest.peerDependenciesMeta[name]?.optional)).toEqual([]);
});

it('installs a command that runs', async () => {
  const command = join(installed.application, 'node_modules', '.bin', 'webgpu-vae');
  const help = await run(command, ['--help'], installed.application);
  expect(help).toMatch(/Usage: webgpu-vae/);
  expect(help).toMatch(/train/);
});

it('loads what is used: sizes are within their budgets', async () => {
  const dist = join(installed.application, 'node_modules', 'webgpu-vae', 'dist');
  const { chunks, ...sums } = await measure(dist);
  for (const [part, budget] of Object.entries(BUDGETS)) {
    const { gzip } = sums[part as keyof typeof BUDGETS];
    expect(gzip, part).toBeLessThanOrEqual(budget);
    expect(gzip, part).toBeGreaterThan(0.8 * budget);
  }
  const later = chunks.filter(({ when }) => when === 'on demand').map(({ name }) => name);
  expect(later).toEqual(
    expect.arrayContaining(['tuneRun', 'profileRun', 'checkpoint', 'latentSpace', 'gaussian']),
  );
});

it('has a host for workers that is one file, which loads nothing', async () => {
  const dist = join(installed.application, 'node_modules', 'webgpu-vae', 'dist');
  const host = await readFile(join(dist, 'worker-host.js'), 'utf8');
  expect(host).not.toMatch(/\bimport\s*[({'"*]|^import\b/m);
  expect(host).toContain('fn kl_gate');
  expect(host).toContain('fn importance_bound_forward');
  // The page has what writes ONNX.
  expect(host).not.toContain('Gemm');
});

it('offers types that hold in a strict project without the types of Node', async () => {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.json'], installed.application);
});

describe('in an application bundled by Vite', () => {
  let application: Bundle;
  let served: ServedPage;

  beforeAll(async () => {
    application = await bundle(installed.application, 'index.html');
    served = await openServedPage(application.outDir);
    await served.page.waitForFunction('globalThis.application !== undefined');
  });

  afterAll(() => served?.close());

  it('bundles without a warning and without anything of Node', () => {
    expect(application.warnings).toEqual([]);
    expect(application.code).not.toMatch(/["'`]node:|createRequire|process\.env/);
  });

  it('trains in the browser', async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
    const result: any = await served.page.evaluate('application.train()');
    expect(result.history.epochs).toHaveLength(6);
    expect(result.after.elbo).toBeLessThan(0.9 * result.before.elbo);
  });

  it('loads no more than it needs to train', async () => {
    const scripts = new Set(served.requests.filter((path) => path.endsWith('.js')));
    const files = await Promise.all(
      [...scripts].map((path) => readFile(join(application.outDir, path), 'utf8')),
    );
    const total = files.reduce((sum, code) => sum + sizesOf(code).gzip, 0);
    expect(files.length).toBeGreaterThan(1);
    expect(total, [...scripts].join(', ')).toBeLessThanOrEqual(BUDGETS.training);
    expect(files.join('\n')).not.toContain('Gemm');
  });

  it('keeps the error classes and their names', async () => {
    expect(await served.page.evaluate('application.refused()')).toBe('ConfigError');
  });

  it('leaves nothing in the console', () => {
    expect(served.problems).toEqual([]);
  });
});

describe('in an application that trains in a worker, bundled by Vite', () => {
  let application: Bundle;
  let served: ServedPage;

  beforeAll(async () => {
    application = await bundle(installed.application, 'worker.html');
    served = await openServedPage(application.outDir, { address: 'worker.html' });
    await served.page.waitForFunction('globalThis.application !== undefined');
  });

  afterAll(() => served?.close());

  it('makes a chunk of the worker, which alone holds the engine', () => {
    expect(application.warnings).toEqual([]);
    const engine = [...application.scripts].filter(([, code]) => code.includes('@compute'));
    expect(engine.map(([name]) => name)).toEqual([expect.stringMatching(/^worker-host-/)]);
    expect(application.scripts.size).toBeGreaterThan(1);
  });

  it("trains under a policy that allows the page's own scripts alone", async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
    const result: any = await served.page.evaluate('application.train()');
    expect(result.steps).toBe(18);
    expect(result.after.elbo).toBeLessThan(0.9 * result.before.elbo);
  });

  it('keeps the error classes between the threads', async () => {
    expect(await served.page.evaluate('application.refused()')).toBe('ConfigError');
  });

  it('leaves nothing in the console', () => {
    expect(served.problems).toEqual([]);
  });
});

it('starts its worker in the development server of Vite', async () => {
  const root = join(folder.path, 'development');
  await mkdir(root);
  await symlink(join(installed.application, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'index.html'), PAGE);
  await writeFile(join(root, 'main.js'), MAIN);
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'silent',
    // Served as if it were installed there.
    resolve: { preserveSymlinks: true },
    server: { host: '127.0.0.1', port: 0 },
  });
  try {
    await server.listen();
    const [address = ''] = server.resolvedUrls?.local ?? [];
    const { page, close } = await openPage(address);
    try {
      await page.waitForFunction('window.result', { timeout: 60_000 });
      expect(await page.evaluate('window.result')).toBe('created');
    } finally {
      await close();
    }
  } finally {
    await server.close();
  }
}, 120_000);

it('is dropped by a bundler where it is not used', async () => {
  const { scripts } = await bundle(installed.application, 'unused.ts');
  // The bundler also writes chunks that only the dropped engine would load; the application does
  // not load them.
  const loaded = [...scripts].filter(([name]) => name.startsWith('unused-'));
  expect(loaded).toHaveLength(1);
  const [[, code] = ['', '']] = loaded;
  expect(code).toContain('console.log');
  expect(code).not.toMatch(/\bimport\b/);
  // The function that is called, the check of its argument and the library's errors.
  expect(code.length).toBeLessThan(2500);
});

it('has an entry for data files that brings no kernel', async () => {
  const { code } = await bundle(installed.application, 'formats.ts');
  expect(code).toContain('npy: expected');
  expect(code).not.toContain('@compute');
  expect(code.length).toBeLessThan(20_000);
});

it('has an entry that writes ONNX in a page', async () => {
  const application = await bundle(installed.application, 'onnx.html');
  expect(application.warnings).toEqual([]);
  expect(application.code).toContain('Gemm');
  const served = await openServedPage(application.outDir, { address: 'onnx.html' });
  try {
    await served.page.waitForFunction('globalThis.application !== undefined');
    const files = await served.page.evaluate('application.files()');
    expect(files).toEqual({ encoder: expect.any(Number), decoder: expect.any(Number) });
    expect(await served.page.evaluate('application.refused()')).toBe('FormatError');
    expect(served.problems).toEqual([]);
  } finally {
    await served.close();
  }
});
