import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { runOnnx } from '../onnx/run.ts';
import { runBuiltCli, runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { createVae, TINY } from '../training/models.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('export');
});
afterAll(() => folder.remove());

test('export writes a file for each network, without a GPU', async () => {
  const vae = await createVae();
  await writeFile(path('model.safetensors'), await vae.save());
  const out = path('new', 'onnx');
  // No driver of a GPU can be found.
  const env = { VK_ICD_FILENAMES: path('none.json'), VK_DRIVER_FILES: path('none.json') };
  const done = await runBuiltCli(['export', path('model.safetensors'), '--out', out], { env });
  const files = ['encoder.onnx', 'decoder.onnx'].map((name) => join(out, name));
  const stdout = files.map((file) => `written   ${file}\n`).join('');
  expect(done).toEqual({ code: 0, stderr: '', stdout });
  const z = Float32Array.of(1, -0.5, 0.25);
  const { x = new Float32Array() } = await runOnnx(await readFile(files[1] ?? ''), { z }, 1);
  const own = await vae.decode(z);
  expect(x).toHaveLength(TINY.input);
  for (const [i, mean] of own.entries()) expect(x[i]).toBeCloseTo(mean, 5);
}, 60_000);

test('export of a decoder file writes the decoder', async () => {
  const vae = await createVae();
  await writeFile(path('decoder.safetensors'), await vae.saveDecoder({ dtype: 'f16' }));
  const done = await runCli(['export', path('decoder.safetensors'), '--out', path('alone')]);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(await readdir(path('alone'))).toEqual(['decoder.onnx']);
}, 60_000);

test('export refuses other files in one line, and writes nothing', async () => {
  await writeFile(path('empty.safetensors'), writeSafetensors(new Map(), new Map()));
  const { tensors, metadata } = readSafetensors(await (await createVae()).save());
  tensors.delete('fc4.weight');
  await writeFile(path('damaged.safetensors'), writeSafetensors(tensors, metadata));
  await writeFile(path('text.txt'), 'no model');
  const cases: [string[], RegExp][] = [
    [[], /missing required argument 'checkpoint'.*export --help/],
    [[path('nowhere.safetensors')], /the checkpoint ".*nowhere.* cannot be read/],
    [[path('text.txt')], /the checkpoint ".*text.txt": safetensors/],
    [[path('empty.safetensors')], /the checkpoint ".*empty.*": the file holds no model/],
    [[path('damaged.safetensors')], /the checkpoint ".*damaged.*": tensor "fc4.weight" must be/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await runCli(['export', ...args, '--out', path('refused')]);
    expect(stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  }
  expect(await readdir(path('refused')).catch(() => [])).toEqual([]);
}, 60_000);
