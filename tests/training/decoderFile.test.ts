import { describe, expect, test } from 'vitest';
import { readSafetensors, toFloat32 } from '../../src/formats/safetensors.ts';
import { CheckpointError, ConfigError, VAE, type VaeConfigChoice } from '../../src/index.ts';
import { Forward } from './forward.ts';
import {
  createVae,
  device,
  editWeights,
  largestDifference,
  loadVae,
  TINY,
  tensorsOf,
} from './models.ts';
import { rowsU8 } from './rows.ts';

async function decoderOf(config: VaeConfigChoice) {
  const vae = await createVae({ config: { ...TINY, ...config } });
  const bytes = await vae.saveDecoder();
  return { vae, bytes, file: readSafetensors(bytes) };
}

describe('saveDecoder', () => {
  test.each([
    { hidden: [13], layers: ['fc3'] },
    { hidden: [9, 6], layers: ['fc3.0', 'fc3.1'] },
    { hidden: [], layers: [] },
  ])('of $hidden decodes as the model does, by hand', async ({ hidden, layers }) => {
    const vae = await createVae({ config: { ...TINY, hidden } });
    await vae.fit(rowsU8(20), { epochs: 1 });
    const bytes = await vae.saveDecoder();
    const names = [...layers, 'fc4'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]);
    expect([...readSafetensors(bytes).tensors.keys()].sort()).toEqual(names.sort());

    const z = Float32Array.of(0.5, -1.25, 2);
    const means = await vae.decode(z);
    const byHand = new Forward(bytes).decode([...z]);
    expect(byHand).toHaveLength(TINY.input);
    for (const [i, mean] of byHand.entries()) expect(means[i]).toBeCloseTo(mean, 5);
  });

  test('holds the weights of the checkpoint, in their shapes', async () => {
    const { vae, bytes, file } = await decoderOf({});
    const weights = tensorsOf(editWeights(await vae.save()));
    for (const [name, values] of tensorsOf(bytes)) expect(values).toEqual(weights.get(name));
    expect(file.tensors.get('fc3.weight')?.shape).toEqual([13, 3]);
    expect(file.tensors.get('fc4.bias')?.shape).toEqual([37]);
  });

  test('takes the side information into the first layer', async () => {
    const { file } = await decoderOf({ condition: 4 });
    expect(file.tensors.get('fc3.weight')?.shape).toEqual([13, 3 + 4]);
  });

  test('says what the numbers mean', async () => {
    const { vae, file } = await decoderOf({ activation: 'tanh' });
    const { architecture, ...others } = Object.fromEntries(file.metadata);
    expect(JSON.parse(architecture ?? '')).toEqual(vae.architecture);
    expect(others).toEqual({
      format: 'webgpu-vae-decoder',
      version: '2',
      activation: 'tanh',
      likelihood: 'bernoulli',
      mean: 'sigmoid(y)',
    });
  });

  test.each<[VaeConfigChoice['likelihood'] & object, RegExp]>([
    [{ kind: 'gaussian', sigma: 'network' }, /^y$/],
    [{ kind: 'gaussian', sigma: 'learned' }, /^y$/],
    [{ kind: 'negativeBinomial', dispersion: 'column' }, /^exp\(y\)$/],
    [{ kind: 'categorical', levels: 4 }, /softmax\(y\)\[j\] \* j \/ 3, for each 4/],
    [{ kind: 'categorical', group: [30, 7] }, /of sizes 30,7/],
  ])('leaves out what the means of %o do not need', async (likelihood, formula) => {
    const { file } = await decoderOf({ likelihood });
    expect(file.metadata.get('mean')).toMatch(formula);
    const names = ['fc3.bias', 'fc3.weight', 'fc4.bias', 'fc4.weight'];
    expect([...file.tensors.keys()].sort()).toEqual(names);
  });

  test('is no checkpoint, and says so', async () => {
    const { bytes } = await decoderOf({});
    const refused = VAE.load(bytes, { device });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(/a decoder alone.* save\(\)/);
  });
});

describe('saveDecoder with a dtype', () => {
  test('f32 is the default, bit by bit', async () => {
    const { vae, bytes } = await decoderOf({});
    expect(await vae.saveDecoder({ dtype: 'f32' })).toEqual(bytes);
    expect(await vae.saveDecoder({})).toEqual(bytes);
  });

  test('f16 stores every weight to the nearest float16', async () => {
    const { vae, bytes } = await decoderOf({});
    const saved = await vae.saveDecoder({ dtype: 'f16' });
    const { tensors, metadata } = readSafetensors(saved);
    expect([...tensors.values()].map(({ dtype }) => dtype)).toEqual(Array(4).fill('F16'));
    expect(metadata.get('dtype')).toBe('f16');
    const halves = tensorsOf(saved);
    for (const [name, values] of tensorsOf(bytes)) {
      // Weights below 1 have steps of at most 2^-11.
      expect(largestDifference(halves.get(name) ?? [], values)).toBeLessThanOrEqual(2 ** -12);
    }
  });

  test('int8 stores a matrix as whole numbers with a scale for each row', async () => {
    const { vae, bytes } = await decoderOf({});
    const { tensors, metadata } = readSafetensors(await vae.saveDecoder({ dtype: 'int8' }));
    expect(Object.fromEntries([...tensors].map(([name, { dtype }]) => [name, dtype]))).toEqual({
      'fc3.weight': 'I8',
      'fc3.weight.scale': 'F32',
      'fc3.bias': 'F32',
      'fc4.weight': 'I8',
      'fc4.weight.scale': 'F32',
      'fc4.bias': 'F32',
    });
    expect(metadata.get('dtype')).toBe('int8');
    expect(metadata.get('weights')).toBe('W * W.scale for every tensor W of type I8');
    const floats = tensorsOf(bytes);
    for (const name of ['fc3', 'fc4']) {
      expect(tensors.get(`${name}.bias`)?.data).toEqual(
        readSafetensors(bytes).tensors.get(`${name}.bias`)?.data,
      );
      const [weight, stored] = [floats.get(`${name}.weight`), tensors.get(`${name}.weight`)];
      const scale = tensors.get(`${name}.weight.scale`);
      if (!weight || !stored || !scale) throw new Error(`${name} is missing`);
      const [rows = 0, columns = 0] = stored.shape;
      expect(scale.shape).toEqual([rows, 1]);
      const numbers = new Int8Array(stored.data);
      for (const [row, step] of toFloat32(scale).entries()) {
        const range = [row * columns, (row + 1) * columns] as const;
        const own = weight.subarray(...range);
        const whole = numbers.subarray(...range);
        expect(Math.max(...own.map(Math.abs))).toBeCloseTo(127 * step, 6);
        expect(Math.max(...Array.from(whole, Math.abs))).toBe(127);
        for (const [i, value] of own.entries()) {
          expect(Math.abs((whole[i] ?? Number.NaN) * step - value)).toBeLessThanOrEqual(
            0.5001 * step,
          );
        }
      }
    }
  });

  test('int8 of a row of zeros, and of rows of very small values', async () => {
    const { vae } = await decoderOf({});
    const edited = editWeights(await vae.save(), (name, values) =>
      name === 'fc4.weight' ? values.fill(0).fill(1e-44, 13, 14) : values,
    );
    const saved = await (await loadVae(edited)).saveDecoder({ dtype: 'int8' });
    const { tensors } = readSafetensors(saved);
    const numbers = new Int8Array(tensors.get('fc4.weight')?.data ?? []);
    expect(new Set(numbers)).toEqual(new Set([0]));
    const { data = new Uint8Array() } = tensors.get('fc4.weight.scale') ?? {};
    expect(new Set(data)).toEqual(new Set([0]));
  });

  test('a weight that float16 cannot hold is refused by name', async () => {
    const { vae } = await decoderOf({});
    const edited = editWeights(await vae.save(), (name, values) =>
      name === 'fc4.bias' ? values.fill(-70_000, 3, 4) : values,
    );
    const large = await loadVae(edited);
    const refused = large.saveDecoder({ dtype: 'f16' });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/"fc4.bias" holds -70000.*65504.*"int8"/);
  });

  test.each(['F16', 'int4', null, 16])('%o is refused', async (dtype) => {
    const { vae } = await decoderOf({});
    const refused = vae.saveDecoder({ dtype: dtype as 'f16' });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow('dtype must be one of "f32", "f16", "int8", got');
  });
});
