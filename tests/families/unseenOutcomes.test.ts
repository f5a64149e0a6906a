import { expect, test } from 'vitest';
import { treatmentOutcomes } from '../../src/evaluation/index.ts';
import type { VAE } from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';
import { createVae } from '../training/models.ts';

const gap = Number.NaN;
const ROWS = 600;
const columns = [
  { name: 'drug', kind: 'binary' },
  { name: 'stage', kind: 'category', levels: 4 },
  { name: 'died', kind: 'binary' },
] as const;
const WIDTH = columns.length;
const DIED = 2;
const shape = { family: 'table', columns, hidden: [16], activation: 'tanh', latent: 2 } as const;
const training = {
  config: undefined,
  architecture: { ...shape, outcomes: ['stage', 'died'] },
  ...{ batchSize: 50, learningRate: 1e-2 },
};

/** Who reaches the last stages dies; the drug makes late stages rarer. */
function trial(): Float32Array {
  const chances = new TestRandom(3).uniform(ROWS, 0, 1);
  return Float32Array.from(
    [...chances].flatMap((chance, row) => {
      const drug = row % 2;
      const stage = Math.min(3, Math.floor(4 * chance ** (drug === 1 ? 2 : 1)));
      return [drug, stage, Number(stage >= 2)];
    }),
  );
}

/** Chances of death at codes of the prior, whose mean is the expected outcome. */
async function drawn(vae: VAE, count: number, drug?: number): Promise<Float64Array> {
  const condition = drug !== undefined && new Float32Array(count).fill(2 * drug - 1);
  const inputs = condition ? { condition } : {};
  const { x } = await vae.run('sample', count, { inputs, seed: 5 });
  const width = (x as Float32Array).length / count;
  // A model keeps binary values before those of categories, and of these the outcome is the last.
  const place = drug === undefined ? 1 : 0;
  return Float64Array.from({ length: count }, (_, row) => Number(x?.[row * width + place]));
}

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(Array.from(values, (value) => (value - mean) ** 2)));
};

let trained: Promise<VAE> | undefined;
const modelOf = (): Promise<VAE> => {
  trained ??= (async () => {
    const vae = await createVae(training);
    await vae.fit(trial(), { epochs: 60 });
    return vae;
  })();
  return trained;
};

test('where no outcome is there, impute expects the mean over the prior', async () => {
  const vae = await modelOf();
  // A code that says much: what the encoder makes of no outcome is far from the prior.
  expect((await vae.evaluate(trial())).kl).toBeGreaterThan(0.7);
  const count = 20_000;
  const samples = 4096;
  const rows = Float32Array.of(0, gap, gap, 1, gap, gap, 1, 0, gap);
  const filled = await vae.impute(rows, { samples, probabilities: true });
  for (const drug of [0, 1]) {
    const own = await drawn(vae, count, drug);
    const error = deviationOf(own) * Math.sqrt(1 / count + 1 / samples);
    expect(Math.abs(Number(filled[WIDTH * drug + DIED]) - meanOf(own))).toBeLessThan(4 * error);
  }
  // An outcome that is there still says the other.
  expect(filled[2 * WIDTH + DIED]).toBeLessThan(0.1);
}, 120_000);

test.each([
  'standardNormal',
  { kind: 'mixture', components: 3 },
  { kind: 'flow', flows: [{ kind: 'maf' }] },
] as const)(
  'a row without any cell has the mean of the prior %o',
  async (prior) => {
    const vae = await createVae({
      ...training,
      architecture: { ...shape, latent: { size: 2, prior } },
    });
    await vae.fit(trial(), { epochs: 10 });
    const count = 5000;
    const samples = 1024;
    // The rows past those of a pass have no part in it.
    const filled = await vae.impute(new Float32Array(5 * WIDTH).fill(gap), {
      samples,
      probabilities: true,
    });
    const own = await drawn(vae, count);
    const error = deviationOf(own) * Math.sqrt(1 / count + 1 / samples);
    for (let row = 0; row < 5; row++) {
      expect(Math.abs(Number(filled[row * WIDTH + DIED]) - meanOf(own))).toBeLessThan(5 * error);
    }
  },
  120_000,
);

test('identical patients have nearly the same change: treatments share their noise', async () => {
  const vae = await modelOf();
  const samples = 256;
  const patients = 60;
  const rows = new Float32Array(WIDTH * patients).fill(gap);
  const models = Array.from({ length: 3 }, () => vae);
  const asked = { treatment: 'drug', outcome: 'died', level: 0.5, samples };
  const { change } = await treatmentOutcomes(models, rows, asked);
  const found = deviationOf(change.mean.filter((_, i) => i % 2 === 1));
  const count = 20_000;
  const [without, under] = await Promise.all([drawn(vae, count, 0), drawn(vae, count, 1)]);
  const shared = deviationOf(under.map((chance, i) => chance - (without[i] as number)));
  const apart = Math.hypot(deviationOf(under), deviationOf(without));
  // Noise of its own for each treatment would differ far more. The error of a deviation of 60 rows is 9 %.
  expect(shared).toBeLessThan(0.7 * apart);
  expect(found).toBeLessThan((1.4 * shared) / Math.sqrt(samples));
}, 120_000);
