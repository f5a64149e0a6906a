import { expect, test } from 'vitest';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { fullKl } from '../../src/ops/fullKl.ts';
import { kl } from '../../src/ops/kl.ts';
import { mixtureDensity } from '../../src/ops/mixtureDensity.ts';
import { relativeMoments } from '../../src/ops/relativeMoments.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

type Given = Readonly<Record<string, Tensor>>;
type Loss = (graph: Graph, given: Given) => Tensor;

const part = (given: Given, name: string): Tensor => {
  const tensor = given[name];
  if (!tensor) throw new Error(`the fixture lacks "${name}": run tests/parity/priors.py`);
  return tensor;
};

const density: Loss = (graph, given) => {
  const mixture = { stats: part(given, 'stats'), logWeights: part(given, 'weights') };
  return mixtureDensity(graph, part(given, 'z'), mixture, { name: 'loss' }).terms;
};

const divergence: Loss = (graph, given) => {
  const [stats, prior] = [part(given, 'stats'), part(given, 'prior')];
  return kl(graph, relativeMoments(graph, stats, prior, { name: 'relative' }), { name: 'loss' });
};

const fullDivergence: Loss = (graph, given) =>
  fullKl(graph, part(given, 'stats'), part(given, 'lower'), { name: 'loss' });

const file = readFixtureFile('priors');

test.each([
  ['mixture', density],
  ['one-component', density],
  ['divergence', divergence],
  ['divergence-of-rows', divergence],
  ['full-divergence', fullDivergence],
])('%s has the loss and the gradients of PyTorch', (name, loss) => {
  const graph = new Graph(new Store(), { ring: 1 });
  const prefix = `${name}/given/`;
  const shapes = [...file.tensors].filter(([each]) => each.startsWith(prefix));
  expect(shapes.length).toBeGreaterThan(1);
  const given = Object.fromEntries(
    shapes.map(([each, { shape }]) => {
      const own = each.slice(prefix.length);
      return [own, graph.input(own, shape)];
    }),
  );
  const term = loss(graph, given);
  const { dispatches, gradients } = differentiate(graph, [term], Object.values(given));
  const plan = { name, step: [...graph.forward, ...dispatches], burst: [] };
  const values = Object.keys(given).map((own) => [own, numbers(file, prefix + own)]);
  const store = new ReferenceStore(graph.store);
  const executor = new ReferenceExecutor(store, plan, Object.fromEntries(values));
  const wanted = numbers(file, `${name}/loss`);
  executor.run([step(wanted.length)]);
  expectClose(executor.values(term), wanted);
  for (const own of Object.keys(given)) {
    const gradient = gradients.get(own) ?? `d(${own})`;
    expectClose(executor.values(gradient), numbers(file, `${name}/gradient/${own}`));
  }
  tally('losses of priors against PyTorch', wanted.length);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array): void {
  expect(found.length).toBe(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs), 1);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-13 * largest);
  }
}
