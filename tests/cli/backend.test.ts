import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../src/formats/npy.ts';
import { type CliResult, root, runBuiltCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('backend');
  const images = Float32Array.from({ length: 64 * 16 }, (_, i) => ((i * 37) % 256) / 255);
  await writeFile(join(folder.path, 'images.npy'), writeNpy(images, [64, 4, 4]));
});
afterAll(() => folder?.remove());

/** Runs the command line without a loader of Vulkan, as on a machine without a GPU. */
const bare = (...args: string[]): Promise<CliResult> =>
  runBuiltCli(args, {
    cwd: folder.path,
    env: { LD_LIBRARY_PATH: '' },
    entry: `${root}dist/cli.js`,
  });

const SMALL = ['--dataset', 'images.npy', '--batch-size', '16', '--latent', '2', '--hidden', '8'];

test('a run in WebAssembly says so, and its checkpoint is evaluated there', async () => {
  const trained = await bare(
    'train',
    ...SMALL,
    '--epochs',
    '2',
    '--backend',
    'wasm',
    '--threads',
    '1',
  );
  expect(trained.stderr).toBe('');
  expect(trained.code).toBe(0);
  expect(trained.stdout).toContain('adapter   WebAssembly SIMD, 1 thread (it computes on the CPU)');
  const evaluated = await bare(
    ...['evaluate', 'out/model.safetensors', '--dataset', 'images.npy', '--part', 'train'],
    ...['--backend', 'wasm', '--json'],
  );
  expect(evaluated.stderr).toBe('');
  expect(JSON.parse(evaluated.stdout)).toBeDefined();
});

test('contradictions end with 2, before anything is read', async () => {
  const result = await bare('train', ...SMALL, '--backend', 'wasm', '--adapter', 'hardware');
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('--adapter hardware is an adapter of WebGPU');
});
