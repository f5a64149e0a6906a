import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { buildLibrary } from '../support/library.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';

const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
/** The policy that WebAssembly needs, as the guide says. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; img-src data:";

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('wasm-page');
  await cp(fileURLToPath(new URL('page', import.meta.url)), folder.path, { recursive: true });
  await buildLibrary(join(folder.path, 'dist'));
});
afterAll(() => folder?.remove());

it('loads nothing of WebAssembly in a page that computes with WebGPU', async () => {
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";
  const served = await openServedPage(folder.path, { policy });
  try {
    await served.page.waitForFunction('globalThis.page !== undefined');
    expect(await served.page.evaluate('page.onWebGpu()')).not.toBe('webassembly');
    expect(served.requests).toContain('dist/inference.js');
    expect(served.requests.filter((path) => /wasm|compileShader/i.test(path))).toEqual([]);
    expect(served.problems).toEqual([]);
  } finally {
    await served.close();
  }
});

describe.each([
  ['isolated', ISOLATED, / threads?$/],
  ['not isolated', {}, /the caller's thread$/],
] as const)('in a page without WebGPU that is %s', (_, headers, threads) => {
  let served: ServedPage;
  beforeAll(async () => {
    served = await openServedPage(folder.path, { webgpu: false, policy: POLICY, headers });
    await served.page.waitForFunction('globalThis.page !== undefined');
  });
  afterAll(() => served?.close());
  // biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
  const call = (code: string): Promise<any> => served.page.evaluate(`page.${code}`);

  it('trains, draws, and runs a compiled model', async () => {
    const { support, elbo, after, drawn, decoded, largest, compiled } = await call('local()');
    expect(support.adapter.vendor).toBe('webassembly');
    expect(support.adapter.description).toMatch(threads);
    expect(compiled).toBe(support.adapter.description);
    expect(after).toBeLessThan(elbo);
    const grey = decoded.flatMap((x: number) => [x, x, x].map((each) => Math.round(255 * each)));
    const red = drawn.filter((__: number, i: number) => i % 4 < 3);
    for (const [i, value] of grey.entries()) expect(Math.abs(red[i] - value)).toBeLessThan(2);
    expect(largest).toBeLessThan(1e-5);
    // The compiled model brings its kernels.
    expect(served.requests).toContain('dist/wasm-device.js');
    expect(served.requests).not.toContain('dist/wasm-compiler.js');
  });

  it('trains in a worker, which loads WebAssembly as a file of its own', async () => {
    const { elbo, description, refused } = await call('remote()');
    expect(elbo).toBeGreaterThan(0);
    expect(description).toMatch(threads);
    expect(refused).toMatch(/^ConfigError: request is an option of WebGPU/);
    expect(served.requests.filter((path) => path === 'dist/wasm.js').length).toBeGreaterThan(0);
    const others = served.problems.filter((problem) => !problem.includes('No available adapters'));
    expect(others).toEqual([]);
  });
});
