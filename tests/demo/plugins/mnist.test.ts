import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mnist } from '../../../demo/plugins/mnist.ts';
import { idxNames } from '../../../src/node/idxFiles.ts';
import { mnistFolder } from '../../../src/node/mnist.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/folder.ts';

let folder: TemporaryFolder;
let server: ViteDevServer;
let published: Buffer;

/** The smallest of the four files, from the development server. */
const fetchLabels = () => fetch(new URL('data/test-labels.idx.gz', server.resolvedUrls?.local[0]));
const cacheFile = () => join(folder.path, 'cache', 'mnist', 'test-labels.idx.gz');

async function start(): Promise<void> {
  server = await createServer({
    configFile: false,
    root: folder.path,
    cacheDir: join(folder.path, 'cache'),
    logLevel: 'error',
    plugins: [mnist()],
    server: { host: '127.0.0.1', port: 0, ws: false },
  });
  await server.listen();
}

beforeAll(async () => {
  folder = await temporaryFolder('mnist-plugin');
  published = await readFile(join(mnistFolder([import.meta.url]), idxNames.test.labels));
  await start();
});

afterAll(async () => {
  await server?.close();
  await folder?.remove();
});

it('serves the gzipped file, for the page to decompress', async () => {
  const response = await fetchLabels();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-encoding')).toBeNull();
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(body.length));
  expect(body.length).toBeLessThan(published.length);
  expect(gunzipSync(body).equals(published)).toBe(true);
  expect((await readFile(cacheFile())).equals(body)).toBe(true);
});

it('makes a damaged file of the cache anew', async () => {
  await server.close();
  const whole = await readFile(cacheFile());
  await writeFile(cacheFile(), whole.subarray(0, 100));
  await start();
  const body = Buffer.from(await (await fetchLabels()).arrayBuffer());
  expect(body.equals(whole)).toBe(true);
});

it('serves what the cache holds without compressing again', async () => {
  await server.close();
  // Another compression of the same bytes, as an earlier version could have written it.
  const whole = await readFile(cacheFile());
  const marked = Buffer.from(whole);
  marked.writeUInt32LE(12_345, 4);
  await writeFile(cacheFile(), marked);
  await start();
  const body = Buffer.from(await (await fetchLabels()).arrayBuffer());
  expect(body.equals(marked)).toBe(true);
});

it('leaves other addresses alone', async () => {
  const response = await fetch(new URL('data/other.idx.gz', server.resolvedUrls?.local[0]));
  expect(response.headers.get('content-type')).not.toBe('application/gzip');
});
