import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { servePages } from '../../bench/lib/pages.mjs';

/** Those of peers need their packages, which the benchmark installs. */
const PEERS = /^(jax-js|tfjs)-/;

test('the pages of this library are built from the sources as they are', async () => {
  const folder = join(import.meta.dirname, '../../bench/pages');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !PEERS.test(name))
    .map((name) => name.replace('.js', ''));
  expect(names).toContain('webgpu-vae');
  const pages = await servePages(names, { backend: 'wasm' });
  try {
    for (const name of names) {
      const { ok, headers } = await fetch(pages.url(name));
      expect([name, ok, headers.get('cross-origin-embedder-policy')]).toEqual([
        name,
        true,
        'require-corp',
      ]);
    }
  } finally {
    await pages.close();
  }
});
