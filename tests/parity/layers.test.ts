import { expect, test } from 'vitest';
import { buildStack, Graph, loadLayers, resolveStack, Store } from '../../src/extend.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { fileShape, readView, type View, writeView } from '../../src/graph/view.ts';
import { flatSize, type LayerSpec, type Shape } from '../../src/layers/layer.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { bernoulli } from '../ops/fixtures.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

interface LayerCase {
  readonly spec: LayerSpec;
  readonly input: Shape;
  readonly output: Shape;
}

const file = readFixtureFile('layers');
const layers: Readonly<Record<string, LayerCase>> = JSON.parse(file.metadata.get('layers') ?? '');

test.each(Object.entries(layers))('%s is the layer of PyTorch', async (name, layer) => {
  const part = (of: string): Float64Array => numbers(file, `${name}/${of}`, 'layers.py');
  const [x, y, dy] = [part('x'), part('y'), part('dy')];
  const rows = x.length / flatSize(layer.input);
  await loadLayerKinds('layers', [layer.spec]);
  const specs = resolveStack([layer.spec], layer.input, 'layers');
  await loadLayers('layers', specs);
  const store = new Store();
  const stack = buildStack(specs, layer.input, { store, name: 'net' });
  expect(stack.output).toEqual(layer.output);

  const graph = new Graph(store, { ring: 1 });
  const input = graph.input('x', [rows, flatSize(layer.input)]);
  const pass = { mode: 'train', noise: drawnNoise(3) } as const;
  const output = stack.apply(graph, { x: input }, pass).y;
  const target = graph.input('target', [rows, flatSize(layer.output)]);
  const terms = [bernoulli(graph, output, target, { name: 'loss' })];
  const { dispatches, gradients } = differentiate(graph, terms, [...store.parameters, input]);
  const plan = { name: 'layer', step: [...graph.forward, ...dispatches], burst: [] };
  // The loss has the gradient σ(y) - target.
  const wanted = y.map((value, i) => 1 / (1 + Math.exp(-value)) - (dy[i] ?? Number.NaN));
  const parameters = store.parameters.flatMap((tensor) =>
    store.views.filter(({ of }) => of === tensor.name).map((view) => ({ tensor, view })),
  );
  const ofPyTorch = (view: View) => view.name.slice('net.'.length);
  const values = new ReferenceStore(store);
  for (const { tensor, view } of parameters) {
    const given = `parameter/${ofPyTorch(view)}`;
    expect(file.tensors.get(`${name}/${given}`)?.shape).toEqual(fileShape(tensor.shape, view));
    const initial = new Float32Array(logicalSize(tensor.shape));
    writeView(initial, tensor.shape, view, Float32Array.from(part(given)));
    values.parameter(tensor.name).value.set(initial);
  }
  const executor = new ReferenceExecutor(values, plan, { x, target: wanted });
  executor.run([step(rows)]);
  expectClose(executor.values(output), y);
  expectClose(executor.values(gradients.get('x') ?? 'd(x)'), part('dx'));
  for (const { tensor, view } of parameters) {
    const gradient = executor.values(gradients.get(tensor.name) ?? `d(${tensor.name})`);
    const found = readView(Float32Array.from(gradient), tensor.shape, view);
    const own = part(`gradient/${ofPyTorch(view)}`);
    // Views hold f32.
    expectClose(found, own, 1e-6 * Math.max(...own.map(Math.abs)));
  }
  tally('values of layers against PyTorch', y.length + x.length);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array, within = 1e-13): void {
  expect(found.length).toBe(wanted.length);
  const worst = wanted.reduce((most, value, i) => {
    return Math.max(most, Math.abs((found[i] ?? Number.NaN) - value));
  }, 0);
  expect(worst).toBeLessThan(within);
}
