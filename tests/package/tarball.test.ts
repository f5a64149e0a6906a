import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { createServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importMap, MAIN, mappedPage, PAGE } from '../../scripts/bundlers/list.mjs';
import { hashOf, policy } from '../../scripts/bundlers/policy.mjs';
import { serveFolder } from '../../scripts/serve/serveFolder.mjs';
import { BUDGETS, measure, sizesOf } from '../../scripts/sizes/measure.mjs';
import { writeProject } from '../../scripts/types/application.mjs';
import { compileModel } from '../../src/compile/index.ts';
import { InferenceModel } from '../../src/compiled/index.ts';
import { type TensorToWrite, writeSafetensors } from '../../src/formats/safetensors.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { openPage, openServedPage, type ServedPage } from '../support/servedPage.ts';
import { device, largestDifference } from '../training/models.ts';
import { type Bundle, bundle, bundledPackages } from './bundle.ts';
import { type InstalledPackage, installPackage } from './install.ts';
import { linksOf } from './links.ts';

const require = createRequire(import.meta.url);

/** Bytes that the application itself may have, gzipped. */
const APPLICATION = 1000;

/** Bytes that a validation set loads, which the application trains with. */
const VALIDATION = 2500;

/** Bytes of the product variant that CPU adapters take for large products. */
const QUADS = 2000;

let folder: TemporaryFolder;
let installed: InstalledPackage;

beforeAll(async () => {
  folder = await temporaryFolder('package');
  installed = await installPackage(folder.path);
});

afterAll(() => folder?.remove());

it('holds the build and the papers, nothing else', () => {
  const top = new Set(installed.files.map((path) => path.split('/')[0]));
  expect([...top].sort()).toEqual([
    'ARCHITECTURE.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'examples',
    'llms.txt',
    'package.json',
  ]);
  expect(installed.files).toEqual(
    expect.arrayContaining([
      'dist/index.js',
      'dist/index.d.ts',
      'dist/onnx.js',
      'dist/onnx/index.d.ts',
      'dist/compile.js',
      'dist/compile/index.d.ts',
      'dist/inference.js',
      'dist/compiled/index.d.ts',
      'dist/worker.js',
      'dist/worker-host.js',
      'dist/worker-later.js',
      'dist/worker/index.d.ts',
      'dist/node.js',
      'dist/cli.js',
      'dist/THIRD_PARTY_NOTICES.md',
    ]),
  );
});

it('has documents whose links and pictures lead into the package', async () => {
  const packed = join(installed.application, 'node_modules', 'webgpu-vae');
  const documents = installed.files.filter((path) => /\.(md|txt)$/.test(path));
  const links = await Promise.all(
    documents.map(async (path) => {
      const text = await readFile(join(packed, path), 'utf8');
      return linksOf(text).map((link) => posix.join(posix.dirname(path), link));
    }),
  );
  expect(links.flat()).toContain('docs/samples.png');
  expect(links.flat().filter((link) => !installed.files.includes(link))).toEqual([]);
});

it('passes on the licence of every package that it holds code of', async () => {
  const packed = join(installed.application, 'node_modules', 'webgpu-vae', 'dist');
  const notices = await readFile(join(packed, 'THIRD_PARTY_NOTICES.md'), 'utf8');
  const licences = new Map(
    notices.split(/^## /m).map((section) => [section.split(' ')[0] ?? '', section] as const),
  );
  const bundled = await bundledPackages();
  expect(bundled).toEqual(expect.arrayContaining(['commander', 'fast-png', 'pbf', 'tar-fs']));
  for (const name of bundled) expect(licences.get(name), name).toMatch(/copyright|permission/i);
  expect(notices).toContain('## Notice of echarts');
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
  const atOnce = chunks.filter(({ when }) => when !== 'on demand').map(({ name }) => name);
  expect(atOnce.filter((name) => WASM.test(name))).toEqual([]);
  const later = chunks.filter(({ when }) => when === 'on demand').map(({ name }) => name);
  expect(later).toEqual(
    expect.arrayContaining([
      'wasm',
      'tuneRun',
      'profileRun',
      'checkpoint',
      'latentSpace',
      'gaussian',
    ]),
  );
});

/** Scripts that compute in WebAssembly, which load where there is no GPU. */
const WASM = /^(wasm|parallelism)/;

/** Scripts that an application loads where it computes on a GPU. */
const withoutWasm = ({ scripts }: Bundle): string =>
  [...scripts].flatMap(([name, code]) => (WASM.test(name) ? [] : [code])).join('\n');

it('has a host for workers that is one file, which imports others by their address, if a model needs them', async () => {
  const dist = join(installed.application, 'node_modules', 'webgpu-vae', 'dist');
  const [host, later] = await Promise.all(
    ['worker-host.js', 'worker-later.js'].map((file) => readFile(join(dist, file), 'utf8')),
  );
  expect(host).not.toMatch(/\bimport\s*[{'"*]|^import\b/m);
  expect([...(host ?? '').matchAll(/\bimport\s*\(/g)]).toHaveLength(1);
  expect(later).not.toMatch(/\bimport\b/);
  for (const [kernel, place] of Object.entries({
    dense_likelihood: host,
    optimizer_update: host,
    kl_gate: later,
    importance_bound_forward: later,
  })) {
    for (const each of [host, later])
      expect(each?.includes(`fn ${kernel}`), kernel).toBe(each === place);
  }
  // The page has what writes ONNX.
  expect(host).not.toContain('Gemm');
  expect(later).not.toContain('Gemm');
});

describe('the declarations, an application and the snippets of the README compile', () => {
  const compile = async (manifest: string, project: string) => {
    const flags = [join(dirname(manifest), 'bin', 'tsc'), '-p', project];
    await run(process.execPath, flags, installed.application);
  };

  it.each(['bundler', 'nodenext'] as const)(
    'under the module resolution %s',
    async (resolution) => {
      const project = writeProject(installed.application, { resolution, webgpu: 'compiler' });
      await compile(require.resolve('@typescript/native/package.json'), project);
    },
  );

  it('with a TypeScript that knows neither WebGPU nor generic arrays', async () => {
    const project = writeProject(installed.application, { resolution: 'bundler', webgpu: 'none' });
    const old = createRequire(require.resolve('@arethetypeswrong/core'));
    const manifest = old.resolve('typescript/package.json');
    expect(old(manifest).version).toMatch(/^5\.[4-6]\./);
    await compile(manifest, project);
  });
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
    // Threads ask Node for its modules where they run in it.
    expect(withoutWasm(application)).not.toMatch(/["'`]node:|createRequire|process\.env/);
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
    expect(total, [...scripts].join(', ')).toBeLessThanOrEqual(
      BUDGETS.training + APPLICATION + VALIDATION + QUADS,
    );
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
    served = await openServedPage(application.outDir, {
      address: 'worker.html',
      policy: policy({}),
    });
    await served.page.waitForFunction('globalThis.application !== undefined');
  });

  afterAll(() => served?.close());

  it('makes a chunk of the worker, which alone holds the engine', () => {
    expect(application.warnings).toEqual([]);
    const engine = [...application.scripts].filter(
      ([name, code]) => !WASM.test(name) && code.includes('@compute'),
    );
    expect(engine.map(([name]) => name).sort()).toEqual([
      expect.stringMatching(/^worker-host-/),
      expect.stringMatching(/^worker-later-/),
    ]);
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

describe('in a page without a bundler, under a policy that allows what it must', () => {
  /** A page's report on its worker, with this import map. */
  const open = async (name: string, map: string, sent: string): Promise<unknown> => {
    const root = join(folder.path, name);
    await mkdir(root);
    await symlink(join(installed.application, 'node_modules'), join(root, 'node_modules'));
    await writeFile(join(root, 'index.html'), mappedPage(map));
    await writeFile(join(root, 'main.js'), MAIN);
    const { page, close } = await openServedPage(root, { policy: sent });
    try {
      await page.waitForFunction('window.result', { timeout: 60_000 });
      return await page.evaluate('window.result');
    } finally {
      await close();
    }
  };

  it('starts its worker by an import map', async () => {
    const map = importMap('./node_modules/webgpu-vae');
    expect(await open('mapped', map, policy({ 'script-src': hashOf(map) }))).toBe('created');
  });

  it('starts its worker from another origin, or says what the policy lacks', async () => {
    const cdn = await serveFolder(join(installed.application, 'node_modules'), { toAll: true });
    try {
      const { origin } = new URL(cdn.address);
      const map = importMap(`${origin}/webgpu-vae`);
      const scripts = `${hashOf(map)} ${origin}`;
      const allowed = policy({ 'script-src': scripts, 'worker-src': `blob: ${origin}` });
      expect(await open('remote', map, allowed)).toBe('created');
      const refusal = await open('forbidden', map, policy({ 'script-src': scripts }));
      expect(refusal).toMatch(/^VaeError: .*by worker-src blob: and the CDN's origin/s);
      expect(refusal).toMatch(/new VaeWorker\(\{ worker: new Worker\('\/worker-host\.js'/);
    } finally {
      await cdn.close();
    }
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

it('has an entry that runs compiled models in a page, without the engine', async () => {
  const weight = (...shape: number[]): TensorToWrite => {
    const size = shape.reduce((product, each) => product * each, 1);
    return {
      dtype: 'F32',
      shape,
      data: Float32Array.from({ length: size }, (_, i) => Math.sin(i)),
    };
  };
  const layers = { fc1: [5, 8], fc21: [2, 5], fc22: [2, 5], fc3: [5, 2], fc4: [8, 5] };
  const weights = Object.entries(layers).flatMap(([name, [units = 0, inputs = 0]]) => [
    [`${name}.weight`, weight(units, inputs)] as const,
    [`${name}.bias`, weight(units)] as const,
  ]);
  const compiled = await compileModel(writeSafetensors(new Map(weights), new Map()));
  using model = await InferenceModel.load(compiled, { device });
  const expected = await model.decode(new Float32Array(model.latent).fill(0.5));
  const application = await bundle(installed.application, 'inference.html');
  expect(application.warnings).toEqual([]);
  expect(sizesOf(withoutWasm(application)).gzip).toBeLessThan(BUDGETS.inference + APPLICATION);
  expect(sizesOf(application.code).gzip).toBeLessThan(BUDGETS.wasmInferenceOfWgsl + APPLICATION);
  const served = await openServedPage(application.outDir, { address: 'inference.html' });
  try {
    await served.page.waitForFunction('globalThis.application !== undefined');
    const base64 = Buffer.from(compiled).toString('base64');
    const decoded = await served.page.evaluate(`application.decode("${base64}")`);
    expect(largestDifference(decoded as number[], expected.subarray(0, 5))).toBeLessThan(1e-6);
    expect(await served.page.evaluate('application.refused()')).toBe(true);
    expect(served.problems).toEqual([]);
  } finally {
    await served.close();
  }
});
