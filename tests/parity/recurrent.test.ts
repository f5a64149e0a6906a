import { expect, test } from 'vitest';
import { buildStack, Graph, loadLayers, resolveStack, Store } from '../../src/extend.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { fileShape, readView, writeView } from '../../src/graph/view.ts';
import { flatSize, type LayerSpec, type Shape } from '../../src/layers/layer.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { bernoulli } from '../ops/fixtures.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import { numbers, readFixtureFile } from './numbers.ts';

interface RecurrentCase {
  readonly spec: LayerSpec & { readonly units: number };
  readonly input: Shape;
  readonly output: Shape;
}

const file = readFixtureFile('recurrent');
const layers: Readonly<Record<string, RecurrentCase>> = JSON.parse(
  file.metadata.get('layers') ?? '',
);

test.each(Object.entries(layers))('%s is the layer of PyTorch', async (name, layer) => {
  const part = (of: string): Float64Array => numbers(file, `${name}/${of}`, 'recurrent.py');
  const has = (of: string): boolean => file.tensors.has(`${name}/${of}`);
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
  const places = has('state/0') ? [...Array(stack.states).keys()] : [];
  const state = places.map((i) => graph.input(`state_${i}`, [rows, layer.spec.units]));
  const length = has('lengths') ? graph.input('lengths', [rows, 1], 'u32') : undefined;
  const inputs = { x: input, ...(length && { length }), ...(state.length > 0 && { state }) };
  const pass = { mode: 'train', noise: drawnNoise(3) } as const;
  const found = stack.apply(graph, inputs, pass);
  const target = graph.input('target', [rows, flatSize(layer.output)]);
  const terms = [bernoulli(graph, found.y, target, { name: 'loss' })];
  const sources = [...store.parameters, input, ...state];
  const { dispatches, gradients } = differentiate(graph, terms, sources);
  const plan = { name: 'layer', step: [...graph.forward, ...dispatches], burst: [] };
  const values = new ReferenceStore(store);
  for (const view of store.views) {
    const tensor = store.parameters.find((each) => each.name === view.of);
    if (!tensor) throw new Error(`no parameter ${view.of}`);
    const given = `parameter/${view.name.slice('net.'.length)}`;
    expect(file.tensors.get(`${name}/${given}`)?.shape).toEqual(fileShape(tensor.shape, view));
    const initial = new Float32Array(logicalSize(tensor.shape));
    writeView(initial, tensor.shape, view, Float32Array.from(part(given)));
    values.parameter(tensor.name).value.set(initial);
  }
  const executor = new ReferenceExecutor(values, plan, {
    x,
    // The loss has the gradient σ(y) - target.
    target: y.map((value, i) => 1 / (1 + Math.exp(-value)) - (dy[i] ?? Number.NaN)),
    ...(length && { lengths: part('lengths') }),
    ...Object.fromEntries(places.map((i) => [`state_${i}`, part(`state/${i}`)])),
  });
  executor.run([step(rows)]);
  expectClose(executor.values(found.y), y);
  const gradientOf = (of: string): Float64Array => executor.values(gradients.get(of) ?? `d(${of})`);
  expectClose(gradientOf('x'), part('dx'));
  for (const i of places) {
    expectClose(executor.values(found.state?.[i] ?? 'none'), part(`final/${i}`));
    expectClose(gradientOf(`state_${i}`), part(`dstate/${i}`));
  }
  for (const view of store.views) {
    const tensor = store.parameters.find((each) => each.name === view.of);
    const own = part(`gradient/${view.name.slice('net.'.length)}`);
    const gradient = Float32Array.from(gradientOf(view.of));
    // Views hold f32.
    const within = 1e-6 * Math.max(...own.map(Math.abs));
    expectClose(readView(gradient, tensor?.shape ?? [], view), own, within);
  }
  tally('values of layers against PyTorch', y.length + x.length);
});

function expectClose(found: ArrayLike<number>, wanted: Float64Array, within = 1e-12): void {
  expect(found.length).toBe(wanted.length);
  const worst = wanted.reduce((most, value, i) => {
    return Math.max(most, Math.abs((found[i] ?? Number.NaN) - value));
  }, 0);
  expect(worst).toBeLessThan(within);
}
