import { describe, expect, test } from 'vitest';
import { divergence } from '../../src/distributions/divergence.ts';
import {
  loadPosterior,
  posteriorDefinition,
} from '../../src/distributions/posteriors/posteriors.ts';
import { standardNormalPrior } from '../../src/distributions/priors/standardNormal.ts';
import { Graph, loadAllKernels, Store } from '../../src/extend.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectGradients, expectTraining, recordedVae } from '../families/smallVae.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';

await loadAllKernels();

const CHAINS: readonly (readonly object[])[] = [
  [{ kind: 'planar', count: 3 }],
  [
    { kind: 'radial', count: 2 },
    { kind: 'householder', count: 2 },
    { kind: 'sylvester', reflections: 2 },
  ],
  [{ kind: 'iaf', count: 2, hidden: [8], context: 4 }],
];
const random = new TestRandom(53);

/**
 * A posterior of two dimensions with drawn flows, the same for every row, at given noise.
 * @returns z, -log q(z) and log q(z) - log p(z) of each row
 */
async function toyPosterior(flows: readonly object[], amortised: boolean, noise: Float64Array) {
  const rows = noise.length / 2;
  const choice = { kind: 'flow', flows, amortised };
  await loadPosterior(choice);
  const definition = posteriorDefinition(choice);
  const store = new Store();
  const head = definition.build(
    {
      size: 2,
      store,
      layer: (given) => declareDense(store, { ...given, inputs: 1, activation: 'identity' }),
    },
    definition.resolve(choice),
  );
  const graph = new Graph(store, { ring: 1 });
  const posterior = head.posterior(graph, graph.input('h', [rows, 1]), { training: true });
  const draw = posterior.sample(graph, { name: 'z', noise: givenNoise() });
  const nll = draw.nll(graph, { name: 'nll' });
  const prior = standardNormalPrior(2);
  const { tensor: kl } = divergence(graph, { posterior, draw, prior }, { name: 'kl' });
  const values = new ReferenceStore(store);
  const drawn = new TestRandom(19);
  for (const { name } of store.parameters) {
    const { value } = values.parameter(name);
    value.set(drawn.uniform(value.length, -0.8, 0.8));
  }
  const plan = { name: 'toy', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(values, plan, {
    h: new Float64Array(rows).fill(0.5),
    noise,
  });
  executor.run([step(rows)]);
  return { z: executor.values(draw.z), nll: executor.values(nll), kl: executor.values(kl) };
}

/** Corners of the cells of a square grid on noise, whose edge is outside nearly all of it. */
const CELLS = 160;
const EDGE = 6;
const noiseGrid = Float64Array.from({ length: 2 * (CELLS + 1) ** 2 }, (_, i) => {
  const corner = Math.floor(i / 2);
  const place = i % 2 === 0 ? corner % (CELLS + 1) : Math.floor(corner / (CELLS + 1));
  return (2 * EDGE * place) / CELLS - EDGE;
});

describe.each(
  CHAINS.flatMap((flows) => [true, false].map((amortised) => [flows, amortised] as const)),
)('a posterior with the flows %j, amortised %s', (flows, amortised) => {
  test('has a density whose integral over the plane is 1, and the KL of another integral', async () => {
    const { z, nll } = await toyPosterior(flows, amortised, noiseGrid);
    const at = (i: number, axis: 0 | 1): number => z[2 * i + axis] ?? Number.NaN;
    let mass = 0;
    let integral = 0;
    for (let v = 0; v < CELLS; v++) {
      for (let u = 0; u < CELLS; u++) {
        const first = v * (CELLS + 1) + u;
        const corners = [first, first + 1, first + CELLS + 2, first + CELLS + 1];
        // The area of what becomes of the cell, a quadrilateral.
        const [a = 0, b = 0, c = 0, d = 0] = corners;
        const across = (at(c, 0) - at(a, 0)) * (at(d, 1) - at(b, 1));
        const area = Math.abs(across - (at(d, 0) - at(b, 0)) * (at(c, 1) - at(a, 1))) / 2;
        for (const corner of corners) {
          const density = Math.exp(-(nll[corner] ?? Number.NaN));
          const logP = -0.5 * (at(corner, 0) ** 2 + at(corner, 1) ** 2) - Math.log(2 * Math.PI);
          mass += (area / 4) * density;
          integral += (area / 4) * density * (Math.log(density) - logP);
        }
      }
    }
    expect(mass).toBeCloseTo(1, 2);
    const { kl } = await toyPosterior(flows, amortised, random.normal(2 * 20_000));
    const mean = kl.reduce((sum, value) => sum + value, 0) / kl.length;
    const variance = kl.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kl.length;
    expect(Math.abs(mean - integral)).toBeLessThan(4 * Math.sqrt(variance / kl.length) + 0.01);
  });

  const latent = { kind: 'flow', flows, amortised };

  test.each([1, 2])('has the gradients of its finite differences, %i samples', async (samples) => {
    expectGradients(await recordedVae(latent, { random, options: { samples } }));
  });

  test('trains, goes on from a file to the bit, and says what it is', async () => {
    const { vae, data } = await expectTraining(latent, 0.1);
    const { nll } = await vae.estimateNll(data, { samples: 8 });
    expect(Number.isFinite(nll)).toBe(true);
    await expect(vae.encode(data)).rejects.toThrow('cannot encode; it can: posterior');
    const kinds = vae.describe().map(({ kind }) => kind);
    expect(kinds.join()).toMatch(/flow posterior \(\d.*; KL by sampling\)/);
  });
});
