import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNpy } from '../../src/formats/npy.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import type { CliResult } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { runExample } from './runExample.ts';

let folder: TemporaryFolder;
let result: CliResult;

beforeAll(async () => {
  folder = await temporaryFolder('example-node');
  result = await runExample('node/train.mjs', [
    '--images',
    '1000',
    '--out',
    join(folder.path, 'files'),
  ]);
});

afterAll(() => folder?.remove());

it('trains, and ends by itself', () => {
  expect(result.code, result.stderr).toBe(0);
  const epochs = [...result.stdout.matchAll(/epoch \d: ([\d.]+), test ([\d.]+)/g)];
  const losses = epochs.map(([, train, test]) => [Number(train), Number(test)]);
  expect(losses).toHaveLength(3);
  // An untrained model costs about ln 2 a pixel, 543 nats an image.
  for (const each of losses.at(-1) ?? []) expect(each).toBeLessThan(230);
  expect(result.stdout).toMatch(/loaded .*model\.safetensors after 96 steps/);
});

it('writes a checkpoint and samples that others can read', async () => {
  const file = (name: string) => readFile(join(folder.path, 'files', name));
  const { tensors } = readSafetensors(await file('model.safetensors'));
  expect(tensors.get('fc1.weight')?.shape).toEqual([200, 784]);
  const { shape, data } = readNpy(await file('samples.npy'));
  expect(shape).toEqual([64, 28, 28]);
  const pictures = Array.from(data, Number);
  expect(Math.min(...pictures)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...pictures)).toBeLessThanOrEqual(1);
  // Digits are brighter in the middle than at the edge, after few steps already.
  const mean = (row: number) =>
    pictures.reduce((sum, value, i) => sum + (Math.floor(i / 28) % 28 === row ? value : 0), 0) /
    (64 * 28);
  expect(mean(14)).toBeGreaterThan(1.5 * mean(0));
});
