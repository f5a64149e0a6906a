import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EncodeCommandOptions, encodeCommand } from '../../src/cli/encode.ts';
import { collapseText, dimensionTable } from '../../src/cli/evaluationTable.ts';
import { sampleCommand } from '../../src/cli/sample.ts';
import { readNpy } from '../../src/formats/npy.ts';
import { runBuiltCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';

let folder: TemporaryFolder;
let images = '';
let checkpoint = '';
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('checkpoint-commands');
  images = path('images.idx');
  await writeFile(images, idxImages(40, 4, 4));
  const size = ['--latent', '2', '--hidden', '8', '--batch-size', '4', '--epochs', '1'];
  const trained = await runBuiltCli([
    'train',
    ...size,
    '--dataset',
    images,
    '--out',
    path('trained'),
  ]);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  checkpoint = path('trained', 'model.safetensors');
}, 120_000);

afterAll(() => folder.remove());

test('the commands write pictures, latents and figures', async () => {
  const pictures = path('new', 'samples.png');
  const sampled = await runBuiltCli(['sample', checkpoint, '--count', '5', '--out', pictures]);
  expect(sampled).toEqual({ code: 0, stderr: '', stdout: `written   ${pictures}\n` });
  // Three images per row of 4 x 4 pixels, three times as large, with gaps of 2.
  expect(decode(await readFile(pictures))).toMatchObject({ width: 44, height: 30 });

  const data = ['--dataset', images];
  const ends = ['--from', '3', '--to', '1', '--steps', '4', '--method', 'spherical'];
  const way = await runBuiltCli([
    'interpolate',
    checkpoint,
    ...data,
    ...ends,
    '--out',
    path('way.png'),
  ]);
  expect(way).toMatchObject({ code: 0, stderr: '' });
  expect(decode(await readFile(path('way.png')))).toMatchObject({ width: 58, height: 16 });

  const part = ['--part', 'train', '--limit', '7'];
  const encoded = await runBuiltCli([
    'encode',
    checkpoint,
    ...data,
    ...part,
    '--out',
    path('z.npy'),
  ]);
  expect(encoded).toMatchObject({ code: 0, stderr: '' });
  const latents = await readFile(path('z.npy'));
  expect(latents.toString('latin1', 0, 128)).toContain("'shape': (7, 2)");
  expect(latents).toHaveLength(128 + 4 * 7 * 2);

  for (const [figure, ...score] of [['elbo'], ['nll', '--samples', '3'], ['regret', '--regret']]) {
    const scored = await runBuiltCli([
      ...['score', checkpoint, ...data, ...part, ...score, '--out', path('scores.npy')],
    ]);
    expect(scored).toMatchObject({ code: 0, stderr: '' });
    expect(scored.stdout).toMatch(
      new RegExp(`^7 images, ${figure} -?\\d+\\.\\d\\d nats on average$`, 'm'),
    );
    const { shape, data: values } = readNpy(await readFile(path('scores.npy')));
    expect(shape).toEqual([7]);
    const [, image = '', value] =
      scored.stdout.match(/^highest: image (\d+) \((-?\d+\.\d\d)\)/m) ?? [];
    expect(Number(value)).toBeCloseTo(Math.max(...(values as Float32Array)), 2);
    expect(values[Number(image)]).toBeCloseTo(Number(value), 2);
  }

  const evaluated = await runBuiltCli(['evaluate', checkpoint, ...data, '--limit', '3']);
  expect(evaluated).toMatchObject({ code: 0, stderr: '' });
  for (const words of [/3 images/, /active units +\d of 2/, /mutual information/, /collapse: /]) {
    expect(evaluated.stdout).toMatch(words);
  }
}, 120_000);

test('a picture takes the size that is asked for', async () => {
  const out = path('wide.png');
  const sized = await runBuiltCli([
    'sample',
    checkpoint,
    '--count',
    '1',
    '--size',
    '8x2',
    '--out',
    out,
  ]);
  expect(sized).toMatchObject({ code: 0, stderr: '' });
  expect(decode(await readFile(out))).toMatchObject({ width: 8 * 3 + 4, height: 2 * 3 + 4 });
});

test('describe shows the layers of a checkpoint', async () => {
  const described = await runBuiltCli(['describe', checkpoint]);
  expect(described).toMatchObject({ code: 0, stderr: '' });
  const same = await runBuiltCli(['describe', '--architecture', await architectureFile()]);
  expect(described.stdout).toBe(same.stdout);
});

/** The architecture of the checkpoint as a file. */
async function architectureFile(): Promise<string> {
  const file = path('architecture.json');
  const layers = [{ kind: 'dense', units: 8 }];
  await writeFile(
    file,
    JSON.stringify({ family: 'vae', input: 16, encoder: layers, latent: 2, decoder: layers }),
  );
  return file;
}

test('wrong input is refused in one line, with exit code 2, and writes nothing', async () => {
  const out = ['--out', path('refused', 'file')];
  const data = ['--dataset', images];
  const cases: [string[], RegExp][] = [
    [['sample', ...out], /missing required argument 'checkpoint'.*sample --help/],
    [['sample', path('nowhere.safetensors'), ...out], /the checkpoint ".*nowhere.* cannot be read/],
    [['sample', images, ...out], /safetensors/],
    [['sample', checkpoint, '--temperature', '-1', ...out], /--temperature.*got "-1"/],
    [['sample', checkpoint, '--size', '28', ...out], /--size expects .*28x28, got "28"/],
    [['sample', checkpoint, '--size', '0x16', ...out], /--size expects .*got "0x16"/],
    [['sample', checkpoint, '--size', '4x5', ...out], /--size 4x5 has 20 pixels, .* has 16 values/],
    [['describe', images], /the checkpoint ".*images.idx"/],
    [['describe', checkpoint, '--latent', '3'], /leave out --latent, or the checkpoint/],
    [['describe', checkpoint, '--model', 'vib'], /leave out --model, or the checkpoint/],
    [['interpolate', checkpoint, ...data, '--from', '4', ...out], /--from 4 is beyond.*0 to 3/],
    [['interpolate', checkpoint, ...data, '--method', 'cubic'], /--method expects one of/],
    [['encode', checkpoint, '--dataset', path('nowhere.idx'), ...out], /nowhere.idx/],
    [['encode', checkpoint, ...data, '--seed', '1', ...out], /--seed means nothing to means/],
    [['evaluate', checkpoint, ...data, '--seed', '1'], /--seed means nothing to .* without --nll/],
    [['evaluate', checkpoint, ...data, '--part', 'all'], /--part expects one of train, test/],
  ];
  const results = await Promise.all(cases.map(([args]) => runBuiltCli(args)));
  for (const [i, [, message]] of cases.entries()) {
    expect(results[i]?.stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
    expect(results[i]?.stderr).toMatch(message);
    expect(results[i]?.code).toBe(2);
  }
  expect(await readdir(path('refused')).catch(() => [])).toEqual([]);
}, 120_000);

test('defaults of the options', async () => {
  let encode: EncodeCommandOptions | undefined;
  const command = encodeCommand(async (options) => {
    encode = options;
  });
  await command.parseAsync(['model'], { from: 'user' });
  expect(encode).toEqual({
    checkpoint: 'model',
    dataset: 'mnist',
    part: 'test',
    sample: false,
    seed: 0,
    out: 'latents.npy',
    backend: 'auto',
    adapter: 'auto',
    given: new Set(),
  });
  let count = 0;
  await sampleCommand(async (options) => {
    count = options.count;
  }).parseAsync(['model'], { from: 'user' });
  expect(count).toBe(100);
});

test('dimensions are shown by their KL, advice below the verdict', () => {
  const table = dimensionTable({
    klPerDimension: Float64Array.of(0.001, 2),
    posteriorMeanVariance: Float64Array.of(0, 0.9),
    activeDimensions: [false, true],
  });
  expect(table.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['dimension', 'KL nats', 'variance of mean'],
    ['1', '2.0000', '0.9000'],
    ['0', '0.0010', '0.0000', 'inactive'],
  ]);
  const text = collapseText({ level: 'full', message: 'it did', advice: ['a', 'b'] });
  expect(text).toBe('collapse: full, it did\n  - a\n  - b');
});
