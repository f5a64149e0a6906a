import { describe, expect, test } from 'vitest';
import { buildStack, Graph, loadLayers, resolveStack, Store } from '../../src/extend.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { logicalSize, unpad } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { bernoulli } from '../ops/fixtures.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';

const gpu = useGpu();

interface Sequences {
  readonly rows: number;
  readonly length: number;
  readonly width: number;
  readonly units: number;
  readonly lengths: boolean;
  readonly state: boolean;
  readonly bidirectional: boolean;
  readonly returns: 'last' | 'all';
}

const plain = { lengths: false, state: false, bidirectional: false, returns: 'last' } as const;
const SHAPES: readonly Sequences[] = [
  { rows: 1, length: 1, width: 1, units: 1, ...plain },
  { rows: 5, length: 4, width: 3, units: 7, ...plain, returns: 'all', state: true },
  { rows: 9, length: 3, width: 8, units: 16, ...plain, lengths: true, bidirectional: true },
  // An invocation computes several units.
  { rows: 6, length: 3, width: 5, units: 139, ...plain, lengths: true, state: true },
];

describe.each(['gru', 'lstm'] as const)('%s', (kind) => {
  test.each(SHAPES)('%j: all steps in one dispatch, and step by step', async (shape) => {
    const { graph, plan, outputs, inputs } = await recorded(kind, shape);
    const device = { software: false, vendor: 'nvidia' };
    const fused = fuse(plan, { keepBatch: false, device });
    const kernels = fused.step.map(({ kernel }) => kernel);
    const sequences = shape.units > 128 && kind === 'lstm' ? 0 : shape.bidirectional ? 2 : 1;
    expect(kernels.filter((kernel) => kernel === `${kind}_forward`)).toHaveLength(sequences);
    expect(kernels.filter((kernel) => kernel === `${kind}_backward`)).toHaveLength(sequences);
    expect(kernels.some((kernel) => kernel.startsWith(`${kind}_step`))).toBe(sequences === 0);
    const values = new ReferenceStore(graph.store);
    const random = new TestRandom(11);
    const given = new Map<string, Float32Array>();
    for (const { name } of graph.store.parameters) {
      const { value } = values.parameter(name);
      value.set(random.uniform(value.length, -0.5, 0.5).map(Math.fround));
      given.set(name, Float32Array.from(value));
    }
    const reference = new ReferenceExecutor(values, plan, inputs);
    reference.run([step(shape.rows)]);
    for (const way of [fused, fuse(plan)]) {
      const found = await onDevice(graph, way, { outputs, inputs, given, rows: shape.rows });
      for (const [i, tensor] of outputs.entries()) {
        const wanted = reference.values(tensor);
        const largest = Math.max(...wanted.map(Math.abs));
        const worst = wanted.reduce(
          (most, value, k) => Math.max(most, Math.abs((found[i]?.[k] ?? Number.NaN) - value)),
          0,
        );
        // tanh has an absolute error of 1e-5, which each step carries on.
        expect(worst, tensor.name).toBeLessThan(5e-5 * Math.max(largest, 0.1));
        tally('values of sequences against float64', wanted.length);
      }
    }
  });
});

test('a CPU adapter goes step by step', async () => {
  const { plan } = await recorded('gru', SHAPES[1] as Sequences);
  const device = { software: true, vendor: 'google' };
  const kernels = fuse(plan, { keepBatch: true, device }).step.map(({ kernel }) => kernel);
  expect(kernels.filter((kernel) => kernel === 'gru_step_forward')).toHaveLength(4);
  expect(kernels).not.toContain('gru_forward');
});

/** A layer over sequences, its loss and all gradients. */
async function recorded(kind: 'gru' | 'lstm', shape: Sequences) {
  const { rows, length, width, units, bidirectional, returns } = shape;
  const layers = [{ kind, units, bidirectional, returns }];
  await loadLayerKinds('layers', layers);
  const specs = resolveStack(layers, [length, width], 'layers');
  await loadLayers('layers', specs);
  const graph = new Graph(new Store(), { ring: 1 });
  const stack = buildStack(specs, [length, width], { store: graph.store, name: 'net' });
  const x = graph.input('x', [rows, length * width]);
  const lengths = shape.lengths ? graph.input('lengths', [rows, 1], 'u32') : undefined;
  const state = Array.from({ length: shape.state ? stack.states : 0 }, (_, i) =>
    graph.input(`state_${i}`, [rows, units]),
  );
  const { y } = stack.apply(
    graph,
    { x, ...(lengths && { length: lengths }), ...(state.length > 0 && { state }) },
    { mode: 'train', noise: drawnNoise(3) },
  );
  const target = graph.input('target', y.shape);
  const terms = [bernoulli(graph, y, target, { name: 'loss' })];
  const sources = [...graph.store.parameters, x, ...state];
  const { dispatches, gradients } = differentiate(graph, terms, sources);
  const outputs = [y, ...gradients.values()];
  const plan: Plan = {
    name: 'sequences',
    step: [...graph.forward, ...dispatches],
    burst: [],
    outputs: outputs.map(({ name }) => name),
  };
  const random = new TestRandom(5);
  const inputs = Object.fromEntries(
    graph.inputs.map(({ name, shape: own }) => {
      const size = logicalSize(own);
      if (name === 'lengths') {
        return [name, Float64Array.from({ length: size }, (_, row) => length - (row % length))];
      }
      return [name, random.uniform(size, name === 'target' ? 0 : -1, 1).map(Math.fround)];
    }),
  );
  return { graph, plan, outputs, inputs };
}

async function onDevice(
  { store }: Graph,
  plan: Plan,
  {
    outputs,
    inputs,
    given,
    rows,
  }: {
    readonly outputs: readonly Tensor[];
    readonly inputs: Readonly<Record<string, Float64Array>>;
    readonly given: ReadonlyMap<string, Float32Array>;
    readonly rows: number;
  },
): Promise<Float32Array[]> {
  const tensors = planTensors(plan);
  const buffers = uploadAll(
    gpu(),
    tensors.filter(({ role }) => role === 'input'),
    inputs,
  );
  const deviceStore = new DeviceStore(gpu(), store);
  deviceStore.write(packState(store, { parameters: given }));
  const executable = await Executable.compile(gpu(), deviceStore, plan, buffers, 1);
  await executable.run([step(rows)]);
  const placed = outputs.map(
    (tensor) => tensors.find(({ name }) => name === tensor.name) ?? tensor,
  );
  const parts = await gpu().readback.read(placed.map((tensor) => executable.slice(tensor)));
  executable.dispose();
  deviceStore.dispose();
  for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
  return placed.map((tensor, i) => unpad(new Float32Array(parts[i] ?? []), tensor.shape));
}
