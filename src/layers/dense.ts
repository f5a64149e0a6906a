import { assertInRange, wholeNumber } from '../checks.ts';
import type { Store } from '../graph/store.ts';
import { type Dense, dense } from '../ops/dense.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { flattenedMatrix, flattenedVector } from './channelsFirst.ts';
import { flatSize, type LayerKind, type Shape } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** A fully connected layer over all values of an example. */
export interface DenseSpec {
  readonly kind: 'dense';
  /** Number of outputs. */
  readonly units: number;
  /** Function of the outputs; ReLU by default. */
  readonly activation: Activation;
}

/** Like `torch.nn.Linear`, followed by an activation; ReLU by default. */
export const denseLayer: LayerKind<DenseSpec> = {
  kind: 'dense',
  resolve({ units, activation = 'relu' }, _, where) {
    assertInRange(`${where}.units`, wholeNumber(1), units);
    assertActivation(`${where}.activation`, activation);
    return { kind: 'dense', units: Number(units), activation };
  },
  load: ({ activation }) => loadActivation(activation),
  output: ({ units }) => [units],
  build({ units, activation }, input, { store, name, group, first, reshaped }) {
    const layer = declareDense(store, {
      name,
      inputs: flatSize(input),
      units,
      activation,
      group,
      ...(!first && { image: input }),
      ...(reshaped && { reshaped }),
    });
    return { apply: (graph, { x }) => ({ y: dense(graph, x, layer) }) };
  },
  head: {
    resolve: (_, __, target) => ({
      kind: 'dense',
      units: flatSize(target),
      activation: 'identity',
    }),
    build(_, { input, target }, { store, name, group, first }, perValue) {
      const layer = declareDense(store, {
        name,
        inputs: flatSize(input),
        units: perValue * flatSize(target),
        activation: 'identity',
        group,
        ...(!first && { image: input }),
      });
      return (graph, h, activation = 'identity') => dense(graph, h, { ...layer, activation });
    },
    onnx: () => import('./onnx/dense.ts').then(({ headToOnnx }) => ({ toOnnx: headToOnnx })),
  },
  onnx: () => import('./onnx/dense.ts'),
};

/** How {@link declareDense} declares a layer. */
export interface DenseDeclaration {
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** Number of input values per example. */
  readonly inputs: number;
  /** Number of outputs. */
  readonly units: number;
  /** Function of the outputs. */
  readonly activation: Activation;
  /** The parameter group; `model` by default. */
  readonly group?: string | undefined;
  /** Equal ranges of the outputs that have names of their own in files. */
  readonly parts?: readonly DensePart[];
  /**
   * Shape of the inputs where a layer makes them: files have the weights of an image channels first,
   * as PyTorch flattens it. Data have the order of their columns.
   */
  readonly image?: Shape;
  /** Shape that a `reshape` gives to the outputs, which files have channels first too. */
  readonly reshaped?: Shape;
}

/** A range of a layer's outputs with a name of its own in files. */
export interface DensePart {
  /** Name in files. */
  readonly name: string;
  /** Initial value of its biases; by default the same as the rest. */
  readonly bias?: number;
}

/** Declares the parameters of a fully connected layer, initialised like `torch.nn.Linear`. */
export function declareDense(
  store: Store,
  { name, inputs, units, activation, group, image, reshaped, parts = [{ name }] }: DenseDeclaration,
): Dense {
  const init = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) } as const;
  const size = units / parts.length;
  const shared = { init, ...(group !== undefined && { group }) };
  return {
    name,
    activation,
    weight: store.parameter(`${name}.weight`, {
      ...shared,
      shape: [units, inputs],
      views: parts.map((part) => ({
        name: `${part.name}.weight`,
        size,
        ...flattenedMatrix([size, inputs], { rows: reshaped, columns: image }),
      })),
    }),
    bias: store.parameter(`${name}.bias`, {
      ...shared,
      shape: [units],
      views: parts.map((part) => ({
        name: `${part.name}.bias`,
        size,
        ...flattenedVector(size, reshaped),
        ...(part.bias !== undefined && { init: { kind: 'constant', value: part.bias } as const }),
      })),
    }),
  };
}
