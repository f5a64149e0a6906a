import { expect, test } from 'vitest';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { addCountDescriptors } from '../../src/kernels/countDescriptors.ts';
import { logRates } from '../../src/ops/logRates.ts';
import { negativeBinomialNll } from '../../src/ops/negativeBinomialNll.ts';
import { zeroInflatedNll } from '../../src/ops/zeroInflatedNll.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

addCountDescriptors();

const file = readFixtureFile('counts');

test.each([
  ['shares', 1],
  ['samples', 3],
  ['inflated', 1],
  ['both', 3],
])('counts in the case "%s" have the loss and the gradients of PyTorch', (name, samples) => {
  const graph = new Graph(new Store(), { ring: 1 });
  const input = (part: string): Tensor => {
    const entry = file.tensors.get(`${name}/given/${part}`);
    if (!entry) throw new Error(`the fixture lacks "${name}/given/${part}": run counts.py`);
    return graph.input(part, entry.shape);
  };
  const [x, logits, logDispersion] = [input('x'), input('logits'), input('log_dispersion')];
  const logMean = logRates(graph, logits, x, { name: 'log_rates', samples });
  const zeroLogit = file.tensors.has(`${name}/given/zero_logit`) ? input('zero_logit') : undefined;
  const named = { name: 'loss', samples };
  const term = zeroLogit
    ? zeroInflatedNll(graph, x, { logMean, logDispersion, zeroLogit }, named)
    : negativeBinomialNll(graph, x, { logMean, logDispersion }, named);

  const sources = [logits, logDispersion, ...(zeroLogit ? [zeroLogit] : [])];
  const { dispatches, gradients } = differentiate(graph, [term], sources);
  const plan = { name, step: [...graph.forward, ...dispatches], burst: [] };
  const values = Object.fromEntries(
    [x, ...sources].map((each) => [each.name, numbers(file, `${name}/given/${each.name}`)]),
  );
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, values);
  const wanted = numbers(file, `${name}/loss`);
  executor.run([step(wanted.length / samples)]);
  expectClose(executor.values(term), wanted);
  for (const source of sources) {
    const gradient = executor.values(gradients.get(source.name) ?? `d(${source.name})`);
    // The loss is the mean of the samples, that of PyTorch their sum.
    const summed = Float64Array.from(gradient, (value) => value * samples);
    expectClose(summed, numbers(file, `${name}/gradient/${source.name}`));
  }
  tally('losses of counts against PyTorch', wanted.length);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array): void {
  expect(found.length).toBe(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs), 1);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-12 * largest);
  }
}
