import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/families/model.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { Graph } from '../../src/graph/graph.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits } from '../training/models.ts';

const COLUMNS = 5;
const SIZE = 3;
const ROWS = 4;
const random = new TestRandom(43);

const architecture = (latent: object = {}) =>
  ({
    family: 'vae',
    input: COLUMNS,
    encoder: [{ kind: 'dense', units: 4, activation: 'tanh' }],
    latent: { kind: 'fullGaussian', size: SIZE, ...latent },
    decoder: [{ kind: 'dense', units: 4, activation: 'tanh' }],
  }) as const;

async function built(latent?: object): Promise<Model> {
  const family = await loadFamily('vae');
  return family.build(await family.resolve(architecture(latent)));
}

function inputsOf(samples: number) {
  return {
    data: random.uniform(ROWS * COLUMNS, 0, 1),
    row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    noise: random.normal(ROWS * samples * SIZE),
  };
}

async function recorded(latent: object = {}, options: object = {}) {
  const family = await loadFamily('vae');
  const model = await built(latent);
  const graph = new Graph(model.store, { ring: 1 });
  const all = { ...family.defaults, ...options };
  await family.loadOptions?.(all);
  const { terms } = model.objective(graph, {
    source: sourceOf(ROWS),
    mode: 'train',
    noise: givenNoise(),
    options: all,
  });
  const { samples = 1 } = all as { samples?: number };
  return { model, graph, terms, inputs: inputsOf(samples) };
}

/** Drawn parameters, the same for all models. */
function drawnStore(model: Model): ReferenceStore {
  const store = new ReferenceStore(model.store);
  const own = new TestRandom(5);
  for (const { name } of model.store.parameters) {
    const { value } = store.parameter(name);
    value.set(own.uniform(value.length, -0.7, 0.7));
  }
  return store;
}

describe('a full Gaussian posterior', () => {
  test.each([
    [{}, 'elbo', 1],
    [{}, 'elbo', 3],
    [{}, 'iwae', 3],
    [{ prior: 'gaussian' }, 'elbo', 2],
  ])(
    'with %o has the gradients of its finite differences: %s, %i samples',
    async (latent, bound, samples) => {
      const { model, graph, terms, inputs } = await recorded(latent, { bound, samples });
      const minimised = bound === 'iwae' ? ['bound'] : ['reconstruction', 'kl'];
      const tensors = minimised.flatMap((name) => terms[name]?.tensor ?? []);
      const weights = minimised.map((name) => 1 / (terms[name]?.samples ?? 1));
      expectAgreement(
        checkGradients({
          graph,
          terms: tensors,
          sources: model.store.parameters,
          inputs,
          step: step(ROWS, { loss_weights: weights.map(() => 1) }),
          lossStep: step(ROWS, { loss_weights: weights }),
        }),
      );
    },
  );

  test('has samples of its moments and covariance, and their KL in closed form', async () => {
    const samples = 4000;
    const one = await recorded();
    const several = await recorded({}, { bound: 'iwae', samples });
    const inputs = { ...several.inputs, data: one.inputs.data ?? new Float64Array() };
    const run = (graph: Graph, values: typeof inputs) => {
      const plan = { name: 'forward', step: graph.forward, burst: [] };
      const executor = new ReferenceExecutor(drawnStore(one.model), plan, values);
      executor.run([step(ROWS)]);
      return executor;
    };
    const closed = run(one.graph, one.inputs).values(one.terms.kl?.tensor ?? '');
    const executor = run(several.graph, inputs);
    const drawn = executor.values(several.terms.kl?.tensor ?? '');
    const z = executor.values('z');
    const [stats, below] = [executor.values('fc2'), executor.values('fc23')];
    for (let row = 0; row < ROWS; row++) {
      const kls = drawn.slice(row * samples, (row + 1) * samples);
      const mean = kls.reduce((a, b) => a + b, 0) / samples;
      const variance = kls.reduce((sum, kl) => sum + (kl - mean) ** 2, 0) / samples;
      const error = Math.abs(mean - (closed[row] ?? Number.NaN));
      expect(error).toBeLessThan(4 * Math.sqrt(variance / samples));
      const factor = (i: number, j: number): number => {
        if (j > i) return 0;
        if (i === j) return Math.exp((stats[row * 2 * SIZE + SIZE + i] ?? NaN) / 2);
        return below[(row * SIZE * (SIZE - 1)) / 2 + (i * (i - 1)) / 2 + j] ?? NaN;
      };
      for (let i = 0; i < SIZE; i++) {
        for (let j = 0; j <= i; j++) {
          let found = 0;
          for (let s = 0; s < samples; s++) {
            const at = (row * samples + s) * SIZE;
            const off = (k: number) => (z[at + k] ?? NaN) - (stats[row * 2 * SIZE + k] ?? NaN);
            found += (off(i) * off(j)) / samples;
          }
          const covariance = (a: number, b: number): number =>
            [0, 1, 2].reduce((sum, k) => sum + factor(a, k) * factor(b, k), 0);
          const wanted = covariance(i, j);
          const spread = Math.sqrt((covariance(i, i) * covariance(j, j) + wanted ** 2) / samples);
          expect(Math.abs(found - wanted)).toBeLessThan(4 * spread);
        }
      }
    }
  });

  test('gives the mean and the log variance of each dimension', async () => {
    const model = await built();
    const source = { rows: ROWS, ring: 1, dataRows: ROWS, dtypes: { data: 'f32' } } as const;
    const program = model.programs.encode?.record({ source, noise: givenNoise(), samples: 1 });
    if (!program) throw new Error('it encodes');
    const { noise: _, ...inputs } = inputsOf(1);
    const executor = new ReferenceExecutor(drawnStore(model), program.plan, inputs);
    executor.run([step(ROWS)]);
    const [found, stats, below] = [
      executor.values(program.outputs.stats ?? ''),
      executor.values('fc2'),
      executor.values('fc23'),
    ];
    for (let row = 0; row < ROWS; row++) {
      const lower = below.slice(row * 3, row * 3 + 3);
      for (let i = 0; i < SIZE; i++) {
        const squares = [[], [0], [1, 2]][i]?.reduce((sum, k) => sum + (lower[k] ?? NaN) ** 2, 0);
        const place = row * 2 * SIZE + i;
        expect(found[place]).toBe(stats[place]);
        const variance = Math.exp(stats[place + SIZE] ?? NaN) + (squares ?? NaN);
        expect(found[place + SIZE]).toBeCloseTo(Math.log(variance), 10);
      }
    }
  });

  test('trains, encodes and goes on from a file to the bit', async () => {
    const data = Float32Array.from({ length: 48 * COLUMNS }, (_, i) => ((i * 5) % 7) / 7);
    const options = {
      config: undefined,
      architecture: architecture(),
      batchSize: 16,
      learningRate: 1e-2,
    };
    const whole = await createVae(options);
    const { epochs } = await whole.fit(data, { epochs: 30 });
    const meanOf = (part: typeof epochs): number =>
      part.reduce((sum, { train }) => sum + train.elbo, 0) / part.length;
    expect(meanOf(epochs.slice(-10))).toBeLessThan(meanOf(epochs.slice(0, 10)));
    const part = await createVae(options);
    await part.fit(data, { epochs: 20 });
    const resumed = await loadVae(await part.save());
    await resumed.fit(data, { epochs: 10 });
    expect(await sameBits(resumed, whole)).toBe(true);
    expect((await whole.encode(data)).logvar.length).toBe(48 * SIZE);
    expect((await whole.sample(3)).length).toBe(3 * COLUMNS);
  });

  test('refuses what it has no closed form for, and one dimension', async () => {
    await expect(recorded({}, { freeBits: 0.1 })).rejects.toThrow('depend on one another');
    await expect(built({ size: 1 })).rejects.toThrow('at least 2');
    await expect(built({ prior: 'vamp' })).rejects.toThrow('posteriors of the kind "gaussian"');
  });
});
