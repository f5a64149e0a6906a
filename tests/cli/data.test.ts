import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRunData } from '../../src/cli/data.ts';
import { prepareOutFolder } from '../../src/cli/outFolder.ts';
import { ConfigError, DataError } from '../../src/errors.ts';
import { idxImages } from '../support/idx.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webgpu-vae-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file without a test set gives its last tenth as one', async () => {
  const file = join(folder, 'images.idx');
  await writeFile(file, idxImages(25, 2, 3));
  const { train, test: held } = await loadRunData(file);
  expect([train.rows, held.rows, train.columns, held.columns]).toEqual([23, 2, 6, 6]);
  expect([...held.data.subarray(0, 2)]).toEqual([
    ...idxImages(25, 2, 3).subarray(16 + 23 * 6, 16 + 23 * 6 + 2),
  ]);

  const limited = await loadRunData(file, 5);
  expect([limited.train.rows, limited.test.rows]).toEqual([5, 2]);
});

test('one image cannot be both', async () => {
  const file = join(folder, 'one.idx');
  await writeFile(file, idxImages(1, 2, 2));
  await expect(loadRunData(file)).rejects.toBeInstanceOf(DataError);
});

test('an output folder under a file is found out before training', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(prepareOutFolder(join(file, 'out'))).rejects.toBeInstanceOf(ConfigError);
  await prepareOutFolder(join(folder, 'a', 'b'));
  await prepareOutFolder(join(folder, 'a', 'b'));
});
