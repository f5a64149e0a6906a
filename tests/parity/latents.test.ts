import { expect, test } from 'vitest';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { categoricalKl } from '../../src/ops/categoricalKl.ts';
import { concrete } from '../../src/ops/concrete.ts';
import { fullNll } from '../../src/ops/fullNll.ts';
import { gaussianKl } from '../../src/ops/gaussianKl.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { lowerProduct } from '../../src/ops/lowerProduct.ts';
import { lowRankKl } from '../../src/ops/lowRankKl.ts';
import { lowRankMoments } from '../../src/ops/lowRankMoments.ts';
import { lowRankNll } from '../../src/ops/lowRankNll.ts';
import { lowRankProduct } from '../../src/ops/lowRankProduct.ts';
import { marginalMoments } from '../../src/ops/marginalMoments.ts';
import { mergeGaussians } from '../../src/ops/mergeGaussians.ts';
import { mixtureSample } from '../../src/ops/mixtureSample.ts';
import { givenNoise, type NoiseSource } from '../../src/ops/noise.ts';
import { reparameterize } from '../../src/ops/reparameterize.ts';
import { sampledGaussianKl } from '../../src/ops/sampledGaussianKl.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

const ROWS = 7;
const LATENT = 3;
const CLASSES = 5;
const RANK = 2;
const TEMPERATURE = 0.7;

type Operation = (graph: Graph, given: (part: string) => Tensor, source: NoiseSource) => Tensor;

const at = { name: 'value' };

const sampledKl: Operation = (graph, given, source) => {
  const noise = source.next(graph, ROWS, LATENT);
  const [q, p] = [given('q'), given('p')];
  const z = reparameterize(graph, q, { name: 'z', noise });
  return sampledGaussianKl(graph, { q, p, z }, { ...at, noise });
};

const lowRank = (given: (part: string) => Tensor) => ({
  gaussian: given('stats'),
  factor: given('factor'),
});

const full = (given: (part: string) => Tensor) => ({
  gaussian: given('stats'),
  lower: given('lower'),
});

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'lower-product': (graph, given, source) => {
    const noise = source.next(graph, ROWS, LATENT);
    return lowerProduct(graph, given('lower'), { ...at, noise, latent: LATENT });
  },
  'marginal-moments': (graph, given) => marginalMoments(graph, given('stats'), given('lower'), at),
  'mixture-sample': (graph, given, noise) => {
    const mixture = { stats: given('stats'), logWeights: given('weights') };
    return mixtureSample(graph, mixture, { ...at, rows: ROWS, noise });
  },
  merged: (graph, given) => mergeGaussians(graph, given('q'), given('p'), at),
  'gaussian-kl': (graph, given) => gaussianKl(graph, given('q'), given('p'), at),
  'sampled-gaussian-kl': sampledKl,
  concrete: (graph, given, source) => {
    const noise = source.next(graph, ROWS, given('logits').shape[1] ?? 0);
    const temperature = graph.target();
    return concrete(graph, given('logits'), { ...at, noise, classes: CLASSES, temperature });
  },
  'categorical-kl': (graph, given) =>
    categoricalKl(graph, given('logits'), { ...at, classes: CLASSES }),
  'low-rank-product': (graph, given, source) => {
    const noise = source.next(graph, ROWS, RANK);
    return lowRankProduct(graph, given('factor'), { ...at, noise, latent: LATENT });
  },
  'low-rank-nll': (graph, given) => lowRankNll(graph, given('x'), lowRank(given), at),
  'low-rank-nll-of-samples': (graph, given) =>
    lowRankNll(graph, given('x'), lowRank(given), { ...at, samples: 2 }),
  'low-rank-kl': (graph, given) => lowRankKl(graph, lowRank(given), at),
  'low-rank-moments': (graph, given) => lowRankMoments(graph, lowRank(given), at),
  'low-rank-nll-of-draws': (graph, given) =>
    lowRankNll(graph, given('x'), lowRank(given), { ...at, samples: 2 }),
  'full-nll': (graph, given) => fullNll(graph, given('x'), full(given), at),
  'full-nll-of-draws': (graph, given) =>
    fullNll(graph, given('x'), full(given), { ...at, samples: 2 }),
};

const file = readFixtureFile('latents');

/** The tensors of a case under a folder: their names there, with their shapes. */
function partsOf(name: string, folder: string): readonly (readonly [string, readonly number[]])[] {
  const prefix = `${name}/${folder}/`;
  return [...file.tensors]
    .filter(([each]) => each.startsWith(prefix))
    .map(([each, { shape }]) => [each.slice(prefix.length), shape]);
}

/** ½ Σ (value - ¼)² and a constant, where the value is no loss itself. */
function lossOf(graph: Graph, value: Tensor): Tensor {
  if (value.role === 'terms') return value;
  return likelihood(graph, graph.filled('quarters', value.shape, 0.25), {
    name: 'loss',
    outputs: [{ tensor: value, slot: { choice: 'gaussian_fixed', bindings: {} } }],
    constants: { SIGMA: 1 },
  });
}

test.each(Object.keys(OPERATIONS))('%s has the value and the gradients of PyTorch', (name) => {
  const graph = new Graph(new Store(), { ring: 1 });
  const shapes = partsOf(name, 'given');
  const inputs = Object.fromEntries(shapes.map(([own, shape]) => [own, graph.input(own, shape)]));
  const given = (part: string): Tensor => {
    const tensor = inputs[part];
    if (!tensor) throw new Error(`the fixture lacks "${part}": run tests/parity/latents.py`);
    return tensor;
  };
  const value = OPERATIONS[name]?.(graph, given, givenNoise());
  if (!value) throw new Error(`no operation "${name}"`);
  const wanted = partsOf(name, 'gradient');
  const backward =
    wanted.length > 0
      ? differentiate(graph, [lossOf(graph, value)], Object.values(inputs))
      : { dispatches: [], gradients: new Map<string, Tensor>() };
  const plan = { name, step: [...graph.forward, ...backward.dispatches], burst: [] };
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, {
    ...Object.fromEntries(shapes.map(([own]) => [own, numbers(file, `${name}/given/${own}`)])),
    ...Object.fromEntries(
      partsOf(name, 'noise').map(([site]) => [
        site === '0' ? 'noise' : `noise.${site}`,
        numbers(file, `${name}/noise/${site}`),
      ]),
    ),
  });
  // A loss takes the mean over the samples of a row, and the fixture the sum.
  const samples = /of-(samples|draws)$/.test(name) ? 2 : 1;
  executor.run([step(ROWS, { loss_weights: [samples], targets: [TEMPERATURE] })]);
  expectClose(executor.values(value), numbers(file, `${name}/value`));
  // Data have no gradient where they serve several Gaussians, or those with any covariance.
  const parts = wanted.filter(([own]) => own !== 'x' || !/^full|draws$/.test(name));
  for (const [own] of parts) {
    const gradient = backward.gradients.get(own) ?? `d(${own})`;
    expectClose(executor.values(gradient), numbers(file, `${name}/gradient/${own}`));
  }
  tally('operations of latent codes against PyTorch', 1);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array): void {
  expect(found.length).toBe(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs), 1);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-12 * largest);
  }
}
