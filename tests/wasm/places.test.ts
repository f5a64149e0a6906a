import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../../scripts/serve/serveFolder.mjs';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { openPage } from '../support/servedPage.ts';
import type { ProgramResult } from './support/program.ts';

const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('wasm');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      outDir: folder.path,
      target: 'esnext',
      minify: true,
      ssr: fileURLToPath(new URL('support/program.ts', import.meta.url)),
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'program.mjs' } },
    },
  });
  const html = '<!doctype html><link rel="icon" href="data:," />';
  await writeFile(
    join(folder.path, 'index.html'),
    `${html}<script type="module" src="program.mjs"></script>`,
  );
});

afterAll(() => folder.remove());

test('in Node, which exits though the device lives', async () => {
  const printed = await run(process.execPath, [join(folder.path, 'program.mjs')], folder.path);
  expect(JSON.parse(printed)).toEqual({ description: 'WebAssembly SIMD, 2 threads', wrong: 0 });
});

test('in Deno', async () => {
  const deno = join(dirname(fileURLToPath(import.meta.resolve('deno/package.json'))), 'bin.cjs');
  const flags = ['run', '--no-config', '--no-lock', '--no-prompt'];
  const args = [deno, ...flags, join(folder.path, 'program.mjs')];
  const printed = await run(process.execPath, args, folder.path);
  expect(JSON.parse(printed)).toEqual({ description: 'WebAssembly SIMD, 2 threads', wrong: 0 });
}, 60_000);

const OWN_WORKERS = "worker-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

test.each([
  ['that is isolated', ISOLATED, undefined, '2 threads'],
  ['that is not isolated', {}, undefined, "the caller's thread"],
  ['whose policy forbids workers from blobs', ISOLATED, OWN_WORKERS, "the caller's thread"],
])('in a page %s', async (_, headers, policy, who) => {
  const server = await serveFolder(folder.path, { headers, ...(policy && { policy }) });
  const opened = await openPage(server.address, { webgpu: false });
  try {
    await opened.page.waitForFunction('globalThis.program !== undefined');
    const result = (await opened.page.evaluate('program(2)')) as ProgramResult;
    expect(result).toEqual({ description: `WebAssembly SIMD, ${who}`, wrong: 0 });
  } finally {
    await opened.close();
    await server.close();
  }
});
