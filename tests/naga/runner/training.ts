import { VAE } from '../../../src/api/vae.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { TestRandom } from '../../support/random.ts';

/** A variant of training for the small model. */
export interface Run {
  readonly name: string;
  readonly dtype: 'u8' | 'f32';
  readonly fuse: boolean;
  /** Uses standard normals from the host instead of those drawn by kernels. */
  readonly givenNoise: boolean;
}

export const runs: readonly Run[] = [
  { name: 'on u8 rows, noise drawn by the kernels', dtype: 'u8', fuse: true, givenNoise: false },
  { name: 'on f32 rows with given noise, unfused', dtype: 'f32', fuse: false, givenNoise: true },
];

const input = 64;
const latent = 4;
const batchSize = 24;
const steps = 20;

/** The losses of a 64-32-(4+4)-32-64 model: its elbo, reconstruction and kl at every step. */
export async function train(device: GPUDevice, run: Run): Promise<number[]> {
  using vae = await VAE.create({
    device,
    config: { input, hidden: [32], latent },
    batchSize,
    seed: 5,
    learningRate: 1e-2,
    fuse: run.fuse,
  });
  const random = new TestRandom(11);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    // Every fifth batch is smaller, like the last batch of an epoch.
    const rows = step % 5 === 4 ? 13 : batchSize;
    const batch = toDataset(rowsOf(random, rows, run.dtype), input);
    const noise = Float32Array.from(random.normal(rows * latent));
    const { elbo, reconstruction, kl } = await vae.step(batch, run.givenNoise ? { noise } : {});
    losses.push(elbo, reconstruction, kl);
  }
  return losses;
}

/**
 * Rows that are bright up to an edge whose position differs between rows, so that there is much to
 * learn.
 */
function rowsOf(random: TestRandom, rows: number, dtype: Run['dtype']): Uint8Array | Float32Array {
  const bytes = Uint8Array.from(
    Array.from({ length: rows }, () => random.below(input)).flatMap((edge) =>
      Array.from({ length: input }, (_, column) => (column < edge ? 230 : 20)),
    ),
  );
  return dtype === 'u8' ? bytes : Float32Array.from(bytes, (value) => value / 255);
}
