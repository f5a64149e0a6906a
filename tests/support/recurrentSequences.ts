import { buildStack, Graph, loadLayers, resolveStack, Store } from '../../src/extend.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { logicalSize, unpad } from '../../src/graph/layout.ts';
import { type Plan, planTensors } from '../../src/graph/plan.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { uploadAll } from './inputs.ts';
import { TestRandom } from './random.ts';
import { step } from './scalars.ts';

/** A recurrent layer over sequences. */
export interface SequenceShape {
  readonly kind: 'gru' | 'lstm';
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
const SIZES: readonly Omit<SequenceShape, 'kind'>[] = [
  { rows: 1, length: 1, width: 1, units: 1, ...plain },
  { rows: 5, length: 4, width: 3, units: 7, ...plain, returns: 'all', state: true },
  { rows: 9, length: 3, width: 8, units: 16, ...plain, lengths: true, bidirectional: true },
  // An invocation computes several units.
  { rows: 6, length: 3, width: 5, units: 139, ...plain, lengths: true, state: true },
];

export const SEQUENCE_SHAPES: readonly SequenceShape[] = (['gru', 'lstm'] as const).flatMap(
  (kind) => SIZES.map((sizes) => ({ kind, ...sizes })),
);

/** A GPU on which a whole sequence may be one dispatch. */
export const SEQUENCE_GPU = { software: false, vendor: 'nvidia' };

/** tanh has an absolute error of 1e-5, which each step carries on. */
const WITHIN = 5e-5;

/** Values of a form of the layer that are not those of the twins. */
interface FormResult {
  /** Kernels of its dispatches. */
  readonly kernels: readonly string[];
  readonly problems: readonly string[];
  /** Number of values that were compared. */
  readonly count: number;
}

/** Outputs and gradients of a layer, all steps in one dispatch and step by step, beside float64. */
export async function compareSequence(
  gpu: Gpu,
  shape: SequenceShape,
): Promise<{ readonly whole: FormResult; readonly stepwise: FormResult }> {
  const { graph, plan, outputs, inputs } = await recordSequence(shape);
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
  const compared = async (form: Plan): Promise<FormResult> => {
    const found = await onDevice(gpu, graph, form, { outputs, inputs, given, rows: shape.rows });
    const problems = outputs.flatMap((tensor, i) => {
      const wanted = reference.values(tensor);
      const apart = wanted.map((value, k) => Math.abs((found[i]?.[k] ?? Number.NaN) - value));
      const bound = WITHIN * Math.max(...wanted.map(Math.abs), 0.1);
      const worst = apart.find((each) => !(each < bound));
      return worst === undefined ? [] : [`${tensor.name} is off by ${worst}, allowed ${bound}`];
    });
    const kernels = form.step.map(({ kernel }) => kernel);
    return {
      kernels,
      problems,
      count: outputs.reduce((sum, { shape: own }) => sum + logicalSize(own), 0),
    };
  };
  return {
    whole: await compared(fuse(plan, { keepBatch: false, device: SEQUENCE_GPU })),
    stepwise: await compared(fuse(plan)),
  };
}

/** A layer over sequences, its loss and all gradients. */
export async function recordSequence(shape: SequenceShape) {
  const { kind, rows, length, width, units, bidirectional, returns } = shape;
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
  const slot = { choice: 'bernoulli', bindings: {} } as const;
  const terms = [likelihood(graph, target, { name: 'loss', outputs: [{ tensor: y, slot }] })];
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
  gpu: Gpu,
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
    gpu,
    tensors.filter(({ role }) => role === 'input'),
    inputs,
  );
  const deviceStore = new DeviceStore(gpu, store);
  deviceStore.write(packState(store, { parameters: given }));
  const executable = await Executable.compile(gpu, deviceStore, plan, buffers, 1);
  await executable.run([step(rows)]);
  const placed = outputs.map(
    (tensor) => tensors.find(({ name }) => name === tensor.name) ?? tensor,
  );
  const parts = await gpu.readback.read(placed.map((tensor) => executable.slice(tensor)));
  executable.dispose();
  deviceStore.dispose();
  for (const buffer of buffers.values()) gpu.memory.destroy(buffer);
  return placed.map((tensor, i) => unpad(new Float32Array(parts[i] ?? []), tensor.shape));
}
