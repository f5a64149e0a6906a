import { describe, expect, test } from 'vitest';
import { buildPrior, loadPrior, resolvePrior } from '../../src/distributions/priors/priors.ts';
import { Graph, loadAllKernels, Store } from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import {
  COLUMNS,
  expectGradients,
  expectTraining,
  recordedVae,
  SIZE,
} from '../families/smallVae.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';

await loadAllKernels();

const random = new TestRandom(67);
const CHAINS: readonly (readonly object[])[] = [
  [{ kind: 'coupling', count: 2, hidden: [8] }],
  [{ kind: 'maf', count: 2, hidden: [8] }],
];

/** A prior of two dimensions with drawn parameters, recorded on a graph, and how it runs. */
async function toyPrior(flows: readonly object[]) {
  const choice = { kind: 'flow', flows };
  await loadPrior(choice);
  const store = new Store();
  const prior = buildPrior({ size: 2, store }, resolvePrior(choice));
  const values = new ReferenceStore(store);
  const drawn = new TestRandom(29);
  for (const { name } of store.parameters) {
    const { value } = values.parameter(name);
    value.set(drawn.uniform(value.length, -0.35, 0.35));
  }
  const run = (graph: Graph, inputs: Readonly<Record<string, Float64Array>>, rows: number) => {
    const plan = { name: 'toy', step: graph.forward, burst: [] };
    const executor = new ReferenceExecutor(values, plan, inputs);
    executor.run([step(rows)]);
    return executor;
  };
  return { prior, store, run };
}

describe.each(CHAINS)('a prior with the flow %j', (...flows) => {
  test('has a density whose integral over the plane is 1, and samples of it', async () => {
    const { prior, store, run } = await toyPrior(flows);
    const cells = 200;
    const edge = 9;
    const width = (2 * edge) / cells;
    const rows = cells * cells;
    const grid = Float64Array.from({ length: 2 * rows }, (_, i) => {
      const cell = Math.floor(i / 2);
      const place = i % 2 === 0 ? cell % cells : Math.floor(cell / cells);
      return (place + 0.5) * width - edge;
    });
    const graph = new Graph(store, { ring: 1 });
    const z = graph.input('z', [rows, 2]);
    const nll = prior.nll(graph, z, { name: 'nll', samples: 1 });
    const density = run(graph, { z: grid }, rows)
      .values(nll)
      .map((value) => Math.exp(-value) * width ** 2);
    const moment = (of: (x: number, y: number) => number): number =>
      density.reduce((sum, mass, i) => sum + mass * of(grid[2 * i] ?? 0, grid[2 * i + 1] ?? 0), 0);
    expect(moment(() => 1)).toBeCloseTo(1, 3);

    const draws = 20_000;
    const sampler = new Graph(store, { ring: 1 });
    const sample = prior.sample(sampler, { name: 'z', rows: draws, noise: givenNoise() });
    const drawn = run(sampler, { noise: random.normal(2 * draws) }, draws).values(sample);
    for (const of of [
      (x: number) => x,
      (_: number, y: number) => y,
      (x: number, y: number) => x * y,
    ]) {
      const values = Array.from({ length: draws }, (_, i) =>
        of(drawn[2 * i] ?? 0, drawn[2 * i + 1] ?? 0),
      );
      const mean = values.reduce((a, b) => a + b, 0) / draws;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws;
      expect(Math.abs(mean - moment(of))).toBeLessThan(5 * Math.sqrt(variance / draws) + 0.002);
    }
  });

  const latent = { prior: { kind: 'flow', flows } };

  test('has the gradients of its finite differences, with two samples a row', async () => {
    expectGradients(await recordedVae(latent, { random, options: { samples: 2 } }));
  });

  test('trains, samples, and goes on from a file to the bit', async () => {
    const { vae, data } = await expectTraining(latent, 0.1);
    expect(await vae.sample(3)).toHaveLength(3 * COLUMNS);
    expect((await vae.encode(data)).mu).toHaveLength(48 * SIZE);
  });
});

test('a prior takes no flow without an inverse', async () => {
  const family = await loadFamily('vae');
  const prior = { kind: 'flow', flows: ['maf', 'planar'] };
  const architecture = await family.resolve({ family: 'vae', latent: { size: 3, prior } });
  await expect(async () => family.build(architecture)).rejects.toThrow(
    'the flow "planar" has no inverse, which a prior samples with',
  );
});
