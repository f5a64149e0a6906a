import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError, VAE, type VaeConfigChoice } from '../../src/index.ts';
import { Forward } from './forward.ts';
import { createVae, device, editWeights, TINY, tensorsOf } from './models.ts';
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
