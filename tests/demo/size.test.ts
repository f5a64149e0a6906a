import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DEMO, openDemo, waitForButton } from './support/demoPage.ts';

/** Bytes of a first load, without data. */
const LIMIT_BYTES = 161_000;

it('the first load, ready to train, is small: data apart at most 161 kB gzipped', async () => {
  const { page, requests, close } = await openDemo({ address: '?backend=webgpu' });
  try {
    await waitForButton(page, 'Train');
  } finally {
    await close();
  }
  const files = [...new Set(requests)].map((path) => path || 'index.html');
  const code = files.filter((path) => !path.startsWith('data/'));
  // Where a GPU computes.
  expect(code.some((path) => path.includes('assets/wasm-'))).toBe(false);
  // The page, its style, its code, and the code of its two workers, for data and for training.
  expect(code.filter((path) => path.endsWith('.js')).length).toBeGreaterThanOrEqual(3);
  expect(code.some((path) => path.includes('worker-host'))).toBe(true);
  const sizes = await Promise.all(
    code.map(async (path) => gzipSync(await readFile(join(DEMO, path))).length),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total, code.map((path, i) => `${path} ${sizes[i]}`).join('\n')).toBeLessThanOrEqual(
    LIMIT_BYTES,
  );
  expect(total).toBeGreaterThan(20_000);
});
