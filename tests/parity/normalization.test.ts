import { describe, expect, test } from 'vitest';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { fileShape, readView, writeView } from '../../src/graph/view.ts';
import { flatSize, type LayerSpec, type Mode, type Shape } from '../../src/layers/layer.ts';
import { loadLayerKinds, loadLayers } from '../../src/layers/registry.ts';
import { buildStack, resolveStack } from '../../src/layers/stack.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { bernoulli } from '../ops/fixtures.ts';
import { useGpu } from '../support/gpu.ts';
import { padded, uploadAll } from '../support/inputs.ts';
import { step } from '../support/scalars.ts';
import { numbers, readFixtureFile } from './numbers.ts';

const gpu = useGpu();

interface LayerCase {
  readonly name: string;
  readonly layer: LayerSpec;
  readonly input: Shape;
  /** Rows of each batch. */
  readonly rows: readonly number[];
}

const file = readFixtureFile('normalization');
const cases: LayerCase[] = JSON.parse(file.metadata.get('cases') ?? '');
/** More than any batch has, so that every batch leaves some out. */
const ROWS = 5;

/** Fills the rows that a batch does not have with other values, which must not matter. */
function filled(values: Float64Array, size: number): Float64Array {
  return new Float64Array(size).fill(7).map((other, i) => values[i] ?? other);
}

/** The value of a variable before the first step. */
function initialValue(store: Store, name: string): number {
  const { init } = store.initial(name);
  if (init.kind !== 'constant') throw new Error(`"${name}" does not begin with one value`);
  return init.value;
}

/** A layer with plans of its training, forward and backward, and of its evaluation. */
async function recorded({ name, layer, input }: LayerCase) {
  await loadLayerKinds('layers', [layer]);
  const specs = resolveStack([layer], input, 'layers');
  await loadLayers('layers', specs);
  const store = new Store();
  const stack = buildStack(specs, input, { store, name: 'layer' });
  const apply = (mode: Mode): { graph: Graph; x: Tensor; y: Tensor } => {
    const graph = new Graph(store, { ring: 1 });
    const x = graph.input('x', [ROWS, flatSize(input)]);
    return { graph, x, y: stack.apply(graph, { x }, { mode, noise: drawnNoise(3) }).y };
  };
  const { graph, x, y } = apply('train');
  const target = graph.input('target', y.shape);
  const loss = bernoulli(graph, y, target, { name: 'loss' });
  const sources = [...store.parameters, x];
  const { dispatches, gradients } = differentiate(graph, [loss], sources);
  const evaluation = apply('evaluate');
  const fixture = (part: string) => numbers(file, `${name}/${part}`, 'normalization.py');
  const short = (tensor: string) => tensor.slice('layer.'.length);
  /** Values of parameters as the store holds them, from those of the fixture. */
  const initial = store.parameters.map((tensor) => {
    const values = new Float32Array(logicalSize(tensor.shape));
    for (const view of store.views.filter(({ of }) => of === tensor.name)) {
      const part = `parameter/${short(view.name)}`;
      expect(file.tensors.get(`${name}/${part}`)?.shape).toEqual(fileShape(tensor.shape, view));
      writeView(values, tensor.shape, view, Float32Array.from(fixture(part)));
    }
    return [tensor.name, values] as const;
  });
  /** A gradient under the names and in the order of files. */
  const inFile = (tensor: Tensor, values: ArrayLike<number>) =>
    store.views
      .filter(({ of }) => of === tensor.name)
      .map((view) => [
        short(view.name),
        [...readView(Float32Array.from(values), tensor.shape, view)],
      ]) as [string, number[]][];
  return {
    store,
    y,
    initial,
    fixture,
    short,
    inFile,
    gradientOf: ({ name: of }: Tensor) => gradients.get(of) as Tensor,
    x,
    training: { name: 'training', step: [...graph.forward, ...dispatches], burst: [] } as Plan,
    evaluation: { ...evaluation, plan: { name: 'use', step: evaluation.graph.forward, burst: [] } },
  };
}

/** Compares values with the fixture's, of which there may be fewer. */
function expectSame(
  found: ArrayLike<number>,
  wanted: Float64Array,
  { within, what }: { within: number; what: string },
): void {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((found[i] ?? Number.NaN) - value), `${what}[${i}]`).toBeLessThan(
      within * scale,
    );
  }
}

describe.each(cases)('$name', (each) => {
  const inputsOf = (fixture: (part: string) => Float64Array, place: number, outputs: number) => ({
    x: filled(fixture(`x.${place}`), ROWS * flatSize(each.input)),
    target: filled(fixture(`target.${place}`), ROWS * outputs),
  });

  test('the twins are PyTorch to the rounding of float64', async () => {
    const made = await recorded(each);
    const { store, fixture, y, x, training, evaluation } = made;
    const values = new ReferenceStore(store);
    for (const [name, initial] of made.initial) values.parameter(name).value.set(initial);
    for (const { name } of store.variables) values.variable(name).fill(initialValue(store, name));
    for (const [place, rows] of each.rows.entries()) {
      const inputs = inputsOf(fixture, place, y.shape[1] ?? 0);
      const executor = new ReferenceExecutor(values, training, inputs);
      executor.run([step(rows, { counter: place + 1 })]);
      const within = 1e-12;
      expectSame(executor.values(y), fixture(`y.${place}`), { within, what: 'y' });
      const dx = executor.values(made.gradientOf(x));
      expectSame(dx, fixture(`dx.${place}`), { within, what: 'dx' });
      expect(new Set(dx.slice(rows * flatSize(each.input)).map(Math.abs))).toEqual(new Set([0]));
      for (const tensor of store.parameters) {
        const gradient = executor.values(made.gradientOf(tensor));
        for (const [name, part] of made.inFile(tensor, gradient)) {
          // Views hold f32.
          expectSame(part, fixture(`gradient.${place}/${name}`), { within: 1e-6, what: name });
        }
      }
      for (const { name } of store.variables) {
        const wanted = fixture(`variable.${place}/${made.short(name)}`);
        expectSame(values.variable(name), wanted, { within, what: name });
      }
    }
    const inputs = inputsOf(fixture, each.rows.length - 1, y.shape[1] ?? 0);
    const executor = new ReferenceExecutor(values, evaluation.plan, inputs);
    executor.run([step(each.rows.at(-1) ?? 0)]);
    const evaluated = fixture('evaluated');
    expectSame(executor.values(evaluation.y), evaluated, { within: 1e-12, what: 'evaluated' });
  });

  test('the kernels are PyTorch to the rounding of float32', async () => {
    const made = await recorded(each);
    const { store, fixture, y, x, training, evaluation } = made;
    const device = new DeviceStore(gpu(), store);
    const variables = new Map(
      store.variables.map(({ name, shape }) => {
        const values = new Float32Array(logicalSize(shape)).fill(initialValue(store, name));
        return [name, values] as const;
      }),
    );
    device.write(packState(store, { parameters: new Map(made.initial), variables }));
    const inputs = planTensors(training).filter(({ role }) => role === 'input');
    const width = y.shape[1] ?? 0;
    const buffers = uploadAll(gpu(), inputs, inputsOf(fixture, 0, width));
    const executable = await Executable.compile(gpu(), device, training, buffers, 1);
    const used = await Executable.compile(gpu(), device, evaluation.plan, buffers, 1);
    const within = 3e-6;
    for (const [place, rows] of each.rows.entries()) {
      const values = inputsOf(fixture, place, width);
      for (const tensor of inputs) {
        const buffer = buffers.get(tensor.name);
        const uploaded = padded(tensor, values[tensor.name as 'x' | 'target']);
        if (buffer) gpu().device.queue.writeBuffer(buffer, 0, uploaded);
      }
      const wanted = [y, made.gradientOf(x), ...store.parameters.map(made.gradientOf)];
      const [outputs = [], dx = [], ...gradients] = await executable.run(
        [step(rows, { counter: place + 1 })],
        wanted,
      );
      expectSame(outputs, fixture(`y.${place}`), { within, what: 'y' });
      expectSame(dx, fixture(`dx.${place}`), { within, what: 'dx' });
      for (const [i, tensor] of store.parameters.entries()) {
        for (const [name, part] of made.inFile(tensor, gradients[i] ?? [])) {
          expectSame(part, fixture(`gradient.${place}/${name}`), { within, what: name });
        }
      }
    }
    const state = await device.read();
    if (!state) throw new Error('a step met NaN or infinity');
    for (const [name, values] of unpackState(store, state, 'variables')) {
      const last = fixture(`variable.${each.rows.length - 1}/${made.short(name)}`);
      expectSame(values, last, { within, what: name });
    }
    const [evaluated = []] = await used.run([step(each.rows.at(-1) ?? 0)], [evaluation.y]);
    expectSame(evaluated, fixture('evaluated'), { within, what: 'evaluated' });
    executable.dispose();
    used.dispose();
    device.dispose();
    for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
  });
});
