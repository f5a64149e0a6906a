import { describe, expect, test } from 'vitest';
import { compileModel } from '../../src/compile/index.ts';
import type { InferenceOptions } from '../../src/compiled/index.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, TINY } from '../training/models.ts';
import { expectSameBits, loadCompiled } from './models.ts';

const WASM: InferenceOptions = { backend: 'wasm', threads: 0 };
const random = new TestRandom(5);
const x = Float32Array.from(random.uniform(200 * TINY.input, 0, 1));

const checkpoint = await (await createVae()).save();
const ahead = await compileModel(checkpoint, { webassembly: true });

/** All that a compiled model gives. */
async function results(
  bytes: Uint8Array,
  options = WASM,
): Promise<Readonly<Record<string, Float32Array>>> {
  const model = await loadCompiled(bytes, options);
  const { mu, logvar } = await model.encode(x);
  const scores = await model.score(x);
  return {
    ...scores,
    mu,
    logvar,
    decoded: await model.decode(mu),
    sampled: await model.sample(9, { seed: 2 }),
  };
}

/** The file with another text where the first one stands in its JSON, and perhaps without its modules. */
function edited(from: RegExp, to: string, modules = true): Uint8Array {
  const { tensors, metadata } = readSafetensors(ahead);
  const json = metadata.get('compiled') ?? '';
  expect(json).toMatch(from);
  const kept = [...tensors].filter(([name]) => modules || !name.startsWith('webassembly.'));
  return writeSafetensors(new Map(kept), new Map(metadata).set('compiled', json.replace(from, to)));
}

/** Every shader becomes WGSL that does not compile. */
const UNREADABLE = [/fn (\w+\(@builtin)/g, 'fun $1'] as const;

describe('kernels that were compiled to WebAssembly ahead', () => {
  test.each([0, 2])(
    'give the bits of those compiled from WGSL, with %d threads',
    async (threads) => {
      const expected = await results(await compileModel(checkpoint));
      expectSameBits(await results(ahead, { backend: 'wasm', threads }), expected);
    },
  );

  test('need no compiler', async () => {
    expectSameBits(await results(edited(...UNREADABLE)), await results(ahead));
    await expect(results(edited(...UNREADABLE, false))).rejects.toThrow('was rejected');
  });

  test.each<[string, RegExp, string, boolean]>([
    ['are of another version', /"abi":\d+/, '"abi":0', true],
    ['are missing', /"abi":\d+/, '"abi":1', false],
    ['depend on the kind of memory', /"shells":\[.*?\](?=\},"programs")/, '"shells":[]', true],
  ])('are compiled from WGSL where they %s', async (_, from, to, modules) => {
    expectSameBits(await results(edited(from, to, modules)), await results(ahead));
  });

  test('are in the file only if they are asked for', async () => {
    const modulesOf = (bytes: Uint8Array) =>
      [...readSafetensors(bytes).tensors.keys()].filter((name) => name.startsWith('webassembly.'));
    expect(modulesOf(ahead).length).toBeGreaterThan(5);
    expect(modulesOf(await compileModel(checkpoint))).toEqual([]);
    await expect(compileModel(checkpoint, { wasm: true } as never)).rejects.toThrow('"wasm"');
  });
});
