import { expect, test } from 'vitest';
import { createVae } from '../training/models.ts';

const LENGTH = 12;

/** Waves of two values a step, whose phase and pitch differ. */
function waves(rows: number): Float32Array {
  return Float32Array.from({ length: rows * LENGTH * 2 }, (_, i) => {
    const [row, step, part] = [Math.floor(i / (2 * LENGTH)), Math.floor(i / 2) % LENGTH, i % 2];
    const angle = row + step * (0.3 + 0.2 * (row % 3));
    return part === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

test('recurrent layers learn sequences of numbers', async () => {
  const data = waves(120);
  const vae = await createVae({
    config: undefined,
    architecture: {
      input: [LENGTH, 2],
      encoder: [{ kind: 'gru', units: 32, bidirectional: true }],
      latent: 3,
      decoder: [
        { kind: 'dense', units: LENGTH * 8 },
        { kind: 'reshape', shape: [LENGTH, 8] },
        { kind: 'gru', units: 32, returns: 'all' },
      ],
      output: { kind: 'conv1d', kernel: 1 },
      likelihood: { kind: 'gaussian', sigma: 0.1 },
    },
    batchSize: 40,
    learningRate: 1e-2,
  });
  const error = async (): Promise<number> => {
    const found = await vae.reconstruct(data);
    return found.reduce((sum, value, i) => sum + (value - (data[i] ?? 0)) ** 2, 0) / data.length;
  };
  await vae.fit(data, { epochs: 25 });
  // The values themselves have a mean square of a half.
  expect(await error()).toBeLessThan(0.1);
});
