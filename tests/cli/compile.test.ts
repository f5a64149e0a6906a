import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileModel } from '../../src/compile/index.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { loadCompiled } from '../compiled/models.ts';
import { runBuiltCli, runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { createVae, largestDifference, TINY } from '../training/models.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('compile');
});
afterAll(() => folder.remove());

/** The WebAssembly of a compiled model, by tensor name. */
function modulesOf(bytes: Uint8Array): [string, Uint8Array][] {
  const { tensors } = readSafetensors(bytes);
  return [...tensors].flatMap(([name, { data }]) =>
    name.startsWith('webassembly.') ? [[name, Uint8Array.from(data)]] : [],
  );
}

test('compile writes a compiled model, without a GPU', async () => {
  const vae = await createVae();
  await writeFile(path('model.safetensors'), await vae.save());
  const out = path('new', 'small.safetensors');
  // No driver of a GPU can be found.
  const env = { VK_ICD_FILENAMES: path('none.json'), VK_DRIVER_FILES: path('none.json') };
  const done = await runBuiltCli(['compile', path('model.safetensors'), '--out', out], { env });
  expect(done).toEqual({ code: 0, stderr: '', stdout: `written   ${out}\n` });
  const bytes = await readFile(out);
  const model = await loadCompiled(bytes);
  const z = new Float32Array(TINY.latent).fill(0.5);
  expect(largestDifference(await model.decode(z), await vae.decode(z))).toBeLessThan(1e-6);
  await runBuiltCli(['compile', path('model.safetensors'), '--out', out, '--webassembly'], { env });
  const both = await readFile(out);
  // The command line ships shorter WGSL than the sources have, so the files differ in it alone.
  expect(modulesOf(both)).toEqual(
    modulesOf(await compileModel(await vae.save(), { webassembly: true })),
  );
  expect(modulesOf(bytes)).toEqual([]);
  expect(await (await loadCompiled(both)).decode(z)).toEqual(await model.decode(z));
}, 60_000);

test('compile refuses other files in one line', async () => {
  await writeFile(path('text.txt'), 'no model');
  for (const [args, message] of [
    [[], /missing required argument 'checkpoint'.*compile --help/],
    [[path('text.txt')], /the checkpoint ".*text.txt": safetensors/],
  ] as const) {
    const { code, stderr } = await runCli(['compile', ...args, '--out', path('refused')]);
    expect(stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  }
}, 60_000);
