import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { HEALTH } from '../../src/graph/report.ts';
import { STATE_PARTS, type StateImage } from '../../src/graph/stateLayout.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import type { SlotArgument } from '../../src/kernels/dispatch.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { convolution } from '../../src/ops/convolution.ts';
import { dense } from '../../src/ops/dense.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import type { Activation } from '../../src/ops/slots.ts';
import { sumTerms } from '../../src/ops/sumTerms.ts';
import { weightShape } from '../../src/ops/window.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import {
  type OptimizerOptions,
  optimizerScalars,
  resolveOptimizer,
} from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { uploadAll } from './inputs.ts';
import { TestRandom } from './random.ts';
import { step } from './scalars.ts';
import { windowOf } from './windows.ts';

/** A network of a convolution, a dense layer and a last layer, with the likelihood of images. */
export interface ConvolutionalChoice {
  /** Channels of the images that come out. */
  readonly channels: number;
  /** True if the last layer is a transposed convolution. */
  readonly transposed: boolean;
  readonly activation: Activation;
  /** A file of shaders/slots/likelihood without bindings, and its constants. */
  readonly likelihood: string;
  readonly constants?: Readonly<Record<string, number>>;
  readonly samples: number;
  readonly optimizer: OptimizerOptions;
  /** Parameter groups of the first layers and of the last one. */
  readonly groups: readonly [string, string];
}

/** A network that ends in a convolution, with one parameter group. */
export const CONVOLUTIONAL: ConvolutionalChoice = {
  channels: 3,
  transposed: false,
  activation: 'relu',
  likelihood: 'bernoulli',
  samples: 1,
  optimizer: resolveOptimizer({ optimizer: 'sgd', momentum: 0.9 }),
  groups: ['model', 'model'],
};

/** A training step of such a network, with its inputs. */
export interface ConvolutionalStep {
  readonly plan: Plan;
  readonly store: Store;
  readonly given: readonly Tensor[];
  readonly inputs: Readonly<Record<string, Float64Array>>;
  readonly sums: Tensor;
  readonly records: readonly StepScalars[];
}

/** The state by `part/parameter`, and the sums of the loss. */
export type StepResults = ReadonlyMap<string, ArrayLike<number>>;

const SEED = 7;
const EXAMPLES = 5;
const RING = 4;
const LEARNING_RATE = 0.01;

export function convolutionalStep(choice: ConvolutionalChoice): ConvolutionalStep {
  const { channels, transposed, activation, samples, optimizer, groups } = choice;
  const graph = new Graph(new Store(), { ring: RING });
  const first = windowOf({
    size: [3, 3],
    channels: [2, 4],
    kernel: [3, 3],
    stride: [2, 2],
    padding: [1, 1],
  });
  const last = transposed
    ? windowOf({
        size: [3, 3],
        channels: [channels, 4],
        kernel: [4, 4],
        stride: [2, 2],
        padding: [1, 1],
      })
    : windowOf({ size: [3, 3], channels: [4, channels], kernel: [3, 3], padding: [1, 1] });
  const rows = EXAMPLES * samples;
  const image = transposed ? last.large : last.small;
  const x = graph.input('x', [rows, logicalSize(first.large)]);
  const target = graph.input('target', [EXAMPLES, logicalSize(image)]);
  const parameters = (name: string, shape: readonly [number, number], width: number, i: 0 | 1) => {
    const spec = { init: { kind: 'uniform', bound: 0.5 }, group: groups[i] } as const;
    return {
      name,
      weight: graph.store.parameter(`${name}.weight`, { ...spec, shape }),
      bias: graph.store.parameter(`${name}.bias`, { ...spec, shape: [width] }),
    };
  };
  const h = convolution(graph, x, {
    ...parameters('first', weightShape(first), 4, 0),
    window: first,
    transposed: false,
    activation,
  });
  const between = dense(graph, h, { ...parameters('between', [36, 36], 36, 0), activation });
  const outputs = convolution(graph, between, {
    ...parameters('last', weightShape(last), channels, 1),
    window: last,
    transposed,
    activation: 'identity',
  });
  const slot = { choice: choice.likelihood, bindings: {} } as SlotArgument<'likelihood'>;
  const terms = likelihood(graph, target, {
    name: 'loss',
    outputs: [{ tensor: outputs, slot }],
    constants: choice.constants ?? {},
    samples,
  });
  const { dispatches } = differentiate(graph, [terms], graph.store.parameters, { prefix: 'd' });
  const updates = [...new Set(groups)].flatMap((group) =>
    optimizerUpdate(graph.store.group(group), optimizer),
  );
  const { sums, dispatch } = sumTerms(terms, 0, HEALTH, samples);
  const random = new TestRandom(channels);
  return {
    plan: {
      name: 'convolutional',
      step: [...graph.forward, ...dispatches, ...updates],
      burst: [dispatch],
    },
    store: graph.store,
    given: [x, target],
    inputs: {
      x: random.uniform(logicalSize(x.shape), -1, 1),
      target: random.uniform(logicalSize(target.shape), 0, 1),
    },
    sums,
    records: [1, 2, 3].map((counter) => {
      const scalars = optimizerScalars(counter, LEARNING_RATE, optimizer);
      // The second batch is not full.
      return step(counter === 2 ? 3 : EXAMPLES, {
        counter,
        ring_slot: counter,
        loss_weights: [0.75 / EXAMPLES],
        optimizers: packOptimizerScalars([scalars, scalars]),
      });
    }),
  };
}

/** Runs some steps in float64. @param plan the step's, or one rewritten from it */
export function inFloat64(
  { store, inputs, records, sums }: ConvolutionalStep,
  plan: Plan,
): StepResults {
  const reference = new ReferenceStore(store);
  for (const [name, values] of unpackState(store, freshSnapshot(store, SEED).image, 'parameters')) {
    reference.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(reference, plan, inputs);
  executor.run(records);
  const state = store.parameters.flatMap(({ name }) => {
    const { value, m, v } = reference.parameter(name);
    return Object.entries({ parameters: value, m, v }).map(
      ([part, values]) => [`${part}/${name}`, values] as const,
    );
  });
  return new Map([...state, ['sums', executor.values(sums)]]);
}

/** Runs the same on a device; `image` is the state bit by bit. */
export async function onDevice(
  gpu: Gpu,
  { store, inputs, records, sums, given }: ConvolutionalStep,
  plan: Plan,
): Promise<{ readonly results: StepResults; readonly image: StateImage }> {
  const state = new DeviceStore(gpu, store);
  state.write(freshSnapshot(store, SEED).image);
  const buffers = uploadAll(gpu, given, inputs);
  const executable = await Executable.compile(gpu, state, plan, buffers, records.length);
  const [read = []] = await executable.run(records, [sums]);
  const image = await state.read();
  executable.dispose();
  state.dispose();
  for (const buffer of buffers.values()) gpu.memory.destroy(buffer);
  if (!image) throw new Error('a step met NaN or infinity');
  const parts = STATE_PARTS.flatMap((part) =>
    [...unpackState(store, image, part)].map(
      ([name, values]) => [`${part}/${name}`, values] as const,
    ),
  );
  return { results: new Map<string, ArrayLike<number>>([...parts, ['sums', read]]), image };
}
