import { assertInRange, wholeNumber } from '../checks.ts';
import type { Store } from '../graph/store.ts';
import { type Dense, dense } from '../ops/dense.ts';
import type { OutputLayer } from '../ops/outputLayer.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { flatSize, type HeadShapes, type LayerKind, type LayerScope, type Shape } from './layer.ts';
import { loadActivation } from './loadActivation.ts';
import { others } from './others.ts';

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
  build(spec, input, scope) {
    const layer = declareLayer(spec, input, scope);
    return { apply: (graph, { x }) => ({ y: dense(graph, x, layer) }) };
  },
  head: {
    resolve: (_, __, target) => ({
      kind: 'dense',
      units: flatSize(target),
      activation: 'identity',
    }),
    build: (_, shapes, scope, perValue) => buildDenseHead(shapes, scope, perValue),
    onnx: () => import('./onnx/dense.ts').then(({ headToOnnx }) => ({ toOnnx: headToOnnx })),
  },
  onnx: () => import('./onnx/dense.ts'),
};

/** Declares the last layer of a decoder, unless an architecture names another one. */
export function buildDenseHead(
  { input, target }: HeadShapes,
  scope: LayerScope,
  perValue: number,
): OutputLayer {
  const layer = declareLayer({ units: perValue * flatSize(target) }, input, scope);
  return (graph, h, activation = 'identity') => dense(graph, h, { ...layer, activation });
}

/** Declares a fully connected layer over all values of an example. */
export function declareLayer(
  { units, activation = 'identity' }: Partial<DenseSpec> & Pick<DenseSpec, 'units'>,
  input: Shape,
  { first, store, ...scope }: LayerScope,
): Dense {
  const inputs = flatSize(input);
  return declareDense(store, {
    ...scope,
    inputs,
    units,
    activation,
    ...(!first && { image: input }),
  });
}

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
  const several = [image, reshaped].some((shape = []) => shape.length > 1);
  const order = several ? others.get() : undefined;
  return {
    name,
    activation,
    weight: store.parameter(`${name}.weight`, {
      ...shared,
      shape: [units, inputs],
      views: parts.map((part) => ({
        name: `${part.name}.weight`,
        size,
        ...order?.flattenedMatrix([size, inputs], { rows: reshaped, columns: image }),
      })),
    }),
    bias: store.parameter(`${name}.bias`, {
      ...shared,
      shape: [units],
      views: parts.map((part) => ({
        name: `${part.name}.bias`,
        size,
        ...order?.flattenedVector(size, reshaped),
        ...(part.bias !== undefined && { init: { kind: 'constant', value: part.bias } as const }),
      })),
    }),
  };
}
