import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelRunData, rowsForModel, sampleCondition } from '../../src/cli/condition.ts';
import { toDataset } from '../../src/data/dataset.ts';
import { ConfigError, DataError } from '../../src/index.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages, idxLabels } from '../support/idx.ts';

const CLASSES = 3;
/** An image of 4 x 4 pixels, three times as large, plus the gap next to it. */
const PITCH = 14;
let folder: TemporaryFolder;
let checkpoint = '';
let trained: Awaited<ReturnType<typeof runCli>>;
const path = (...names: string[]) => join(folder.path, ...names);
const size = ['--latent', '2', '--hidden', '8', '--batch-size', '4', '--epochs', '1'];
const labels = ['--condition', 'labels'];
const train = (...args: string[]) =>
  runCli(['train', ...size, '--dataset', folder.path, '--out', path('trained'), ...args]);

beforeAll(async () => {
  folder = await temporaryFolder('condition');
  for (const [part, rows] of [
    ['train', 24],
    ['t10k', 6],
  ] as const) {
    await writeFile(path(`${part}-images-idx3-ubyte`), idxImages(rows, 4, 4));
    // The test images lack the last class.
    const classes = part === 'train' ? CLASSES : CLASSES - 1;
    await writeFile(path(`${part}-labels-idx1-ubyte`), idxLabels(rows, classes));
  }
  trained = await train(...labels);
  checkpoint = path('trained', 'model.safetensors');
}, 120_000);

afterAll(() => folder.remove());

const pictureOf = async (...names: string[]) => decode(await readFile(path(...names)));

describe('a model trained with --condition labels', () => {
  test('says so, and gives each class a column of its samples', async () => {
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    expect(trained.stdout).toContain('16+3-8-2+3-8-16, batch 4');
    const { width, height } = await pictureOf('trained', 'samples.png');
    expect({ width, height }).toEqual({ width: CLASSES * PITCH + 2, height: 10 * PITCH + 2 });
    const report = JSON.parse(await readFile(path('trained', 'report.json'), 'utf8'));
    expect(JSON.stringify(report)).toContain('"condition"');
  });

  test('draws one class, or every class in turn', async () => {
    const draw = (...args: string[]) =>
      runCli(['sample', checkpoint, '--count', '6', ...args, '--out', path('drawn.png')]);
    expect(await draw('--label', '2')).toMatchObject({ code: 0, stderr: '' });
    expect(await pictureOf('drawn.png')).toMatchObject({ width: 3 * PITCH + 2 });
    expect(await draw()).toMatchObject({ code: 0, stderr: '' });
    expect(await pictureOf('drawn.png')).toMatchObject({ height: 2 * PITCH + 2 });
    const refused = await draw('--label', '3');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/label 3 is not one of 3 classes/);
  }, 120_000);

  test('is given the labels by every command that reads data', async () => {
    const data = ['--dataset', folder.path];
    const results = await Promise.all([
      runCli(['evaluate', checkpoint, ...data]),
      runCli(['encode', checkpoint, ...data, '--out', path('z.npy')]),
      runCli(['interpolate', checkpoint, ...data, '--out', path('way.png')]),
    ]);
    for (const result of results) expect(result).toMatchObject({ code: 0, stderr: '' });
  }, 120_000);

  test('goes on with --resume and the same --condition only', async () => {
    expect(await train(...labels, '--resume', checkpoint)).toMatchObject({ code: 0, stderr: '' });
    const refused = await train('--resume', checkpoint);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/knows labels of 3 classes, this run knows no labels/);
  }, 120_000);
});

test('what has no labels, or no use for them, is refused', async () => {
  const plain = toDataset(new Uint8Array(4), 2, 'plain');
  expect(() => labelRunData({ train: plain, test: plain })).toThrow(DataError);
  expect(() => sampleCondition({ condition: 0 }, 1, 0)).toThrow(ConfigError);
  expect(sampleCondition({ condition: 0 }, 1)).toBeUndefined();
  const other = await runCli(['train', '--condition', 'age']);
  expect(other).toMatchObject({ code: 2 });
  expect(other.stderr).toMatch(/--condition expects labels, got "age"/);
});

test('rows get as many columns as the model has classes', () => {
  const digits = toDataset(new Uint8Array(2), 1, 'digits', Uint8Array.of(0, 1));
  const model = (size: number) =>
    size === 0 ? {} : { condition: { field: 'data', first: 1, size } };
  expect(rowsForModel(model(4), digits).columns).toBe(5);
  expect(rowsForModel(model(0), digits)).toBe(digits);
  expect(() => rowsForModel(model(1), digits)).toThrow(/label 1 is not one of 1 classes/);
});
