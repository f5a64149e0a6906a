import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../src/formats/npy.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);
const SIZES = ['--batch-size', '4', '--epochs', '1'];

const COLOURS = [
  [255, 0, 0],
  [0, 200, 0],
  [0, 0, 255],
] as const;

/** Red, green and blue of the first pixel of the image in a column and row of 8 x 8 images. */
async function pixelOf(file: string, column: number, row: number): Promise<number[]> {
  const { width, channels, data } = decode(await readFile(file));
  const pitch = 8 * 3 + 2;
  const at = ((2 + row * pitch) * width + 2 + column * pitch) * channels;
  return [...data.slice(at, at + channels)];
}

beforeAll(async () => {
  folder = await temporaryFolder('colour');
  for (const [kind, colour] of COLOURS.entries()) {
    await mkdir(path('pictures', `class${kind}`), { recursive: true });
    for (let i = 0; i < 8; i++) {
      const data = Uint8Array.from({ length: 12 * 10 * 3 }, (_, k) => colour[k % 3] ?? 0);
      const png = encode({ width: 12, height: 10, channels: 3, data });
      await writeFile(path('pictures', `class${kind}`, `${i}.png`), png);
    }
  }
  // A file of rows does not say their shape; the architecture does.
  await writeFile(path('rows.npy'), writeNpy(new Float32Array(20 * 192).fill(0.5), [20, 192]));
  const layers = [{ kind: 'dense', units: 8 }];
  const architecture = { input: [8, 8, 3], encoder: layers, latent: 2, decoder: layers };
  await writeFile(path('flat.json'), JSON.stringify({ family: 'vae', ...architecture }));
  const conditional = { family: 'vae', ...architecture, condition: 3, flip: true };
  await writeFile(path('conditional.json'), JSON.stringify(conditional));
});
afterAll(() => folder.remove());

test('a folder of pictures is trained on by class, shown in colour, and evaluated', async () => {
  const data = ['--dataset', path('pictures'), '--image-size', '8'];
  const out = path('conditional');
  const how = ['--architecture', path('conditional.json'), '--condition', 'labels'];
  const trained = await runCli(['train', ...data, ...how, ...SIZES, '--out', out]);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  const { config } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(config).toMatchObject({ imageSize: 8, condition: 'labels' });
  expect(COLOURS).toContainEqual(await pixelOf(join(out, 'reconstructions.png'), 0, 0));
  for (const name of ['samples.png', 'interpolation.png', 'reconstructions.png']) {
    expect(decode(await readFile(join(out, name))).channels).toBe(3);
  }
  const checkpoint = join(out, 'model.safetensors');
  const sampled = await runCli(['sample', checkpoint, '--out', path('drawn.png')]);
  expect(sampled).toMatchObject({ code: 0, stderr: '' });
  // Three classes across, 34 lines of images.
  expect(decode(await readFile(path('drawn.png')))).toMatchObject({
    ...{ channels: 3, width: 3 * 26 + 2, height: 34 * 26 + 2 },
  });
  const evaluated = await runCli(['evaluate', checkpoint, ...data]);
  expect(evaluated).toMatchObject({ code: 0, stderr: '' });
  const uncut = await runCli(['evaluate', checkpoint, '--dataset', path('pictures')]);
  expect(uncut.code).toBe(2);
  expect(uncut.stderr).toMatch(/360|363/);
}, 240_000);

test('rows without a shape are shown in the shape of the architecture', async () => {
  const data = ['--dataset', path('rows.npy')];
  const out = path('flat');
  const how = ['--architecture', path('flat.json')];
  const trained = await runCli(['train', ...data, ...how, ...SIZES, '--out', out]);
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  expect(await pixelOf(join(out, 'reconstructions.png'), 0, 0)).toEqual([128, 128, 128]);
  const way = ['interpolate', join(out, 'model.safetensors'), ...data, '--out', path('way.png')];
  expect(await runCli(way)).toMatchObject({ code: 0, stderr: '' });
  expect(decode(await readFile(path('way.png')))).toMatchObject({ channels: 3, height: 28 });
}, 240_000);

test('options of pictures are refused for other data', async () => {
  const asked = ['train', '--dataset', path('rows.npy'), '--channels', 'grey'];
  const refused = await runCli([...asked, ...SIZES, '--out', path('none')]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('channels is an option of pictures');
});
