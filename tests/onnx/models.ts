import type { VAE, VaeOptions } from '../../src/index.ts';
import { createVae, editWeights, loadVae } from '../training/models.ts';

/**
 * A model with larger weights than a fresh one, so that activations and means leave the range where
 * they are nearly linear, and with running means other than 0.
 */
export async function strongModel(options: VaeOptions): Promise<VAE> {
  const fresh = await createVae({ config: undefined, ...options });
  const weights = editWeights(await fresh.save(), (name, values) =>
    values.map((value, i) => (name.endsWith('.running_mean') ? (i % 5) / 5 : 3 * value)),
  );
  return loadVae(weights, { architecture: fresh.architecture });
}

/** Largest difference, relative to values above 1. */
export function largestError(actual: Float32Array | undefined, expected: Float32Array): number {
  if (actual?.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((most, value, i) => {
    const error = Math.abs((actual[i] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
    return Math.max(most, error);
  }, 0);
}
