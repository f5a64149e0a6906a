import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { openPage } from '../support/servedPage.ts';

/** The packages of the example's package.json, but for the library. */
const PACKAGES = ['@types', '@vitejs', 'react', 'react-dom', 'vite'];

let folder: TemporaryFolder;
let server: ViteDevServer;
let opened: Awaited<ReturnType<typeof openPage>>;

beforeAll(async () => {
  folder = await temporaryFolder('example-react');
  await cp(join(root, 'examples', 'vite-react'), folder.path, { recursive: true });
  const modules = join(folder.path, 'node_modules');
  await mkdir(modules);
  for (const name of PACKAGES) await symlink(join(root, 'node_modules', name), join(modules, name));
  for (const part of ['package.json', 'dist']) {
    await cp(join(root, part), join(modules, 'webgpu-vae', part), { recursive: true });
  }
  // The development server's React mounts every component twice under StrictMode.
  server = await createServer({
    root: folder.path,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
  opened = await openPage(server.resolvedUrls?.local[0] ?? '');
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  await folder?.remove();
});

/** Waits until the page shows a later epoch than the first. */
const trains = () =>
  opened.page.waitForFunction(
    () =>
      /epoch ([2-9]|\d\d+), loss/.test(document.querySelector('[role=status]')?.textContent ?? ''),
    { timeout: 120_000 },
  );

it('has sound types, and needs none that its package.json does not name', async () => {
  const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  const files = await run(process.execPath, [compiler, '--listFiles'], folder.path);
  expect(files).toContain('@types/react/');
  // The repository has them, and a copy of the example does not.
  expect(files).not.toContain('@types/node/');
});

it('trains in one worker while it is mounted, and shows samples', async () => {
  await trains();
  await expect.poll(() => opened.page.workers().length).toBe(1);
  const shades = await opened.page.$$eval('canvas', (canvases) =>
    canvases.map((canvas) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, 16, 16) ?? { data: [] };
      return new Set(data).size;
    }),
  );
  expect(shades).toHaveLength(8);
  for (const each of shades) expect(each).toBeGreaterThan(10);
});

it('ends its worker when it is unmounted, and begins anew when it is mounted', async () => {
  await opened.page.click('button');
  await opened.page.waitForFunction(() => !document.querySelector('[role=status]'));
  await expect.poll(() => opened.page.workers().length).toBe(0);
  await opened.page.click('button');
  await trains();
  await expect.poll(() => opened.page.workers().length).toBe(1);
});

it('leaves nothing in the console', () => {
  expect(opened.problems).toEqual([]);
});
