import { expect, test } from 'vitest';
import { loadAllKernels } from '../../src/extend.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { recordedFlow } from '../flows/recordedFlow.ts';
import { bernoulli } from '../ops/fixtures.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

await loadAllKernels();

const file = readFixtureFile('flows');
const cases: Readonly<Record<string, readonly object[]>> = JSON.parse(
  file.metadata.get('flows') ?? '',
);

test.each(Object.entries(cases))('%s is the flow of PyTorch', async (name, flows) => {
  const part = (of: string): Float64Array => numbers(file, `${name}/${of}`, 'flows.py');
  const [rows = 0, size = 0] = file.tensors.get(`${name}/z`)?.shape ?? [];
  const { graph, z, y, logDet } = await recordedFlow({ flows, size, rows });
  const { store } = graph;
  const target = graph.input('target', [rows, size]);
  const loss = bernoulli(graph, y, target, { name: 'loss' });
  const terms = [loss, ...(logDet ? [logDet] : [])];
  const { dispatches, gradients } = differentiate(graph, terms, [...store.parameters, z]);
  const values = new ReferenceStore(store);
  for (const { name: parameter, shape } of store.parameters) {
    expect(file.tensors.get(`${name}/parameter/${parameter}`)?.shape).toEqual(shape);
    values.parameter(parameter).value.set(part(`parameter/${parameter}`));
  }
  // The loss has the gradient σ(y) - target.
  const dy = part('dy');
  const wanted = part('y').map((value, i) => 1 / (1 + Math.exp(-value)) - (dy[i] ?? Number.NaN));
  const plan = { name: 'flow', step: [...graph.forward, ...dispatches], burst: [] };
  const executor = new ReferenceExecutor(values, plan, { z: part('z'), target: wanted });
  executor.run([step(rows, { loss_weights: [1, 1] })]);
  expectClose(executor.values(y), part('y'));
  expectClose(logDet ? executor.values(logDet) : new Float64Array(rows), part('logdet'));
  expectClose(executor.values(gradients.get('z') ?? 'd(z)'), part('dz'));
  for (const { name: parameter } of store.parameters) {
    const gradient = executor.values(gradients.get(parameter) ?? `d(${parameter})`);
    expectClose(gradient, part(`gradient/${parameter}`));
  }
  tally('values of flows against PyTorch', 2 * wanted.length + rows);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array): void {
  expect(found.length).toBe(wanted.length);
  const size = Math.max(1, ...wanted.map(Math.abs));
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value)).toBeLessThan(1e-12 * size);
  }
}
