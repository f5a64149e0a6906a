import { describe, expect, test } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError } from '../../src/index.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { TestRandom } from '../support/random.ts';
import { TINY } from '../training/models.ts';
import { largestError, strongModel } from './models.ts';
import { runOnnx } from './run.ts';

/** sigmoid(W4 relu(W3 z + b3) + b4) in float64, with the weights of a file as it describes them. */
function decodeByHand(bytes: Uint8Array, z: Float32Array): Float32Array {
  const { tensors } = readSafetensors(bytes);
  const values = (name: string): number[] => {
    const tensor = tensors.get(name);
    const scale = tensors.get(`${name}.scale`);
    if (!tensor) throw new Error(`${name} is missing`);
    if (!scale) return [...toFloat32(tensor)];
    const scales = toFloat32(scale);
    const columns = tensor.shape[1] ?? 0;
    return Array.from(
      new Int8Array(tensor.data),
      (number, i) => number * (scales[Math.floor(i / columns)] ?? Number.NaN),
    );
  };
  const dense = (x: readonly number[], name: string): number[] => {
    const weight = values(`${name}.weight`);
    return values(`${name}.bias`).map((bias, row) =>
      x.reduce((sum, each, i) => sum + each * (weight[row * x.length + i] ?? Number.NaN), bias),
    );
  };
  const means: number[] = [];
  for (let row = 0; row < z.length; row += TINY.latent) {
    const h = dense([...z.subarray(row, row + TINY.latent)], 'fc3').map((v) => Math.max(v, 0));
    means.push(...dense(h, 'fc4').map((logit) => 1 / (1 + Math.exp(-logit))));
  }
  return Float32Array.from(means);
}

const z = Float32Array.from(new TestRandom(5).normal(20 * TINY.latent));

describe('a decoder file is read back', () => {
  test.each([
    ['f32', 1e-6],
    ['f16', 2e-3],
    ['int8', 5e-2],
  ] as const)('of %s, whose means differ by at most %d', async (dtype, bound) => {
    const vae = await strongModel({ config: TINY });
    const file = await vae.saveDecoder({ dtype });
    const networks = await toOnnx(file);
    expect(Object.keys(networks)).toEqual(['decoder']);
    const { x = new Float32Array() } = await runOnnx(networks.decoder, { z }, 20);
    expect(largestError(x, decodeByHand(file, z))).toBeLessThan(1e-6);
    const error = largestError(x, await vae.decode(z));
    expect(error).toBeLessThan(bound);
    if (dtype !== 'f32') expect(error).toBeGreaterThan(bound / 100);
  });

  test('is refused without the scales, or of another version', async () => {
    const vae = await strongModel({ config: TINY });
    const { tensors, metadata } = readSafetensors(await vae.saveDecoder({ dtype: 'int8' }));
    const without = new Map([...tensors].filter(([name]) => name !== 'fc4.weight.scale'));
    await expect(toOnnx(writeSafetensors(without, metadata))).rejects.toThrow(CheckpointError);
    await expect(toOnnx(writeSafetensors(without, metadata))).rejects.toThrow(
      /"fc4.weight.scale" must be \[37, 1\].*lacks it/,
    );
    metadata.set('version', '3');
    await expect(toOnnx(writeSafetensors(tensors, metadata))).rejects.toThrow(
      /the decoder file has version 3/,
    );
  });
});
