import { assertInRange, wholeNumber } from '../checks.ts';
import type { Store } from '../graph/store.ts';
import { type Dense, dense } from '../ops/dense.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { flatSize, type LayerKind } from './layer.ts';
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
  build({ units, activation }, input, { store, name, group }) {
    const layer = declareDense(store, { name, inputs: flatSize(input), units, activation, group });
    return { apply: (graph, { x }) => ({ y: dense(graph, x, layer) }) };
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
  { name, inputs, units, activation, group, parts = [{ name }] }: DenseDeclaration,
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
      views: parts.map((part) => ({ name: `${part.name}.weight`, size })),
    }),
    bias: store.parameter(`${name}.bias`, {
      ...shared,
      shape: [units],
      views: parts.map((part) => ({
        name: `${part.name}.bias`,
        size,
        ...(part.bias !== undefined && { init: { kind: 'constant', value: part.bias } as const }),
      })),
    }),
  };
}
