import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);
const SIZES = ['--latent', '3', '--batch-size', '4', '--epochs', '1', '--backend', 'wasm'];

beforeAll(async () => {
  folder = await temporaryFolder('presets');
  await mkdir(path('colour'), { recursive: true });
  await mkdir(path('grey'), { recursive: true });
  for (let i = 0; i < 10; i++) {
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, k) => (k * 7 + i * 31) % 256);
    await writeFile(path('colour', `${i}.png`), encode({ width: 8, height: 8, channels: 3, data }));
  }
  await writeFile(path('grey', 'train-images-idx3-ubyte'), idxImages(12, 8, 12));
});
afterAll(() => folder.remove());

describe('--preset', () => {
  test.each([
    ['conv', 'colour', ['--image-size', '8'], { input: [8, 8, 3], channels: 3 }],
    ['gated', 'grey', [], { input: [8, 12], channels: 1 }],
  ] as const)(
    '%s trains on %s pictures, resumes, evaluates and samples',
    async (...row) => {
      const [preset, kind, size, { input, channels }] = row;
      const data = ['--dataset', path(kind), ...size];
      const out = path(`out-${kind}`);
      const train = (...more: string[]) => runCli(['train', ...data, '--out', out, ...more]);
      const made = ['--preset', preset, ...SIZES];
      expect(await train(...made)).toMatchObject({ code: 0, stderr: '' });
      const { config } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
      expect(config.architecture).toMatchObject({ input, latent: { size: 3 } });
      expect(decode(await readFile(join(out, 'reconstructions.png'))).channels).toBe(channels);

      const file = join(out, 'model.safetensors');
      expect(await train('--resume', file, ...made)).toMatchObject({ code: 0, stderr: '' });
      const other = await train('--resume', file, '--preset', 'resnet', ...SIZES);
      expect(other.stderr).toContain('has another architecture than --preset asks for');
      const evaluated = await runCli(['evaluate', file, ...data, '--backend', 'wasm']);
      expect(evaluated).toMatchObject({ code: 0, stderr: '' });
      const drawn = path(`${kind}.png`);
      const sampled = await runCli(['sample', file, '--out', drawn, '--backend', 'wasm']);
      expect(sampled).toMatchObject({ code: 0, stderr: '' });
      expect(decode(await readFile(drawn)).channels).toBe(channels);
    },
    240_000,
  );

  test('is described without data, as for MNIST', async () => {
    const { code, stdout } = await runCli(['describe', '--preset', 'conv', '--latent', '16']);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'layer       kind                  output        parameters',
      'encoder.0   conv2d                14 x 14 x 32         544',
      'encoder.1   conv2d                7 x 7 x 64        32,832',
      'encoder.2   dense                 256              803,072',
      'fc21, fc22  gaussian posterior    16                 8,224',
      'decoder.0   dense                 256                4,352',
      'decoder.1   dense                 3136             805,952',
      'decoder.2   reshape               7 x 7 x 64             0',
      'decoder.3   convTranspose2d       14 x 14 x 32      32,800',
      'output      bernoulli likelihood  28 x 28 x 1          513',
      'total                                            1,688,289',
      '',
    ]);
  });

  test.each([
    [['--preset', 'conv', '--hidden', '8'], '--preset and --hidden exclude each other'],
    [['--preset', 'conv', '--activation', 'tanh'], '--preset and --activation exclude each other'],
    [['--preset', 'conv', '--model', 'vae'], '--model and --preset exclude each other'],
    [['--preset', 'cnn'], 'conv, resnet, gated'],
  ])('is said once: %s', async (args, message) => {
    const { code, stderr } = await runCli(['describe', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
