import type { Graph } from '../graph/graph.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Shape of one example, such as `[784]` or `[28, 28, 1]`. */
export type Shape = readonly number[];

/**
 * Number of values per example. They lie flat: a tensor is `[rows, flatSize(shape)]` for any shape.
 */
export function flatSize(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A layer in an architecture: its kind and its options, as plain JSON. */
export interface LayerSpec {
  readonly kind: string;
}

/** The scope in which a layer declares its parameters. */
export interface LayerScope {
  readonly store: Store;
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** The parameter group; the store's default if omitted. */
  readonly group?: string;
}

/** Whether a forward pass trains the model or only evaluates it. */
export type Mode = 'train' | 'evaluate';

export interface LayerInputs {
  /** `[rows, flatSize(input)]` */
  readonly x: Tensor;
  /** Number of valid positions in the first dimension, `[rows]`, for sequences. */
  readonly length?: Tensor;
  /** Initial state of a recurrent layer, `[rows, units]`; zeros if omitted. */
  readonly state?: Tensor;
}

export interface LayerOutputs {
  /** `[rows, flatSize(output)]` */
  readonly y: Tensor;
  /** Final state of a recurrent layer, `[rows, units]`. */
  readonly state?: Tensor;
}

/** A layer with its parameters. May be applied any number of times. */
export interface BuiltLayer {
  apply(graph: Graph, inputs: LayerInputs, mode: Mode): LayerOutputs;
}

/**
 * A kind of layer: one file, and an entry in `registry.ts`. Apps register their own kinds with the
 * same interface.
 */
export interface LayerKind<S extends LayerSpec> {
  readonly kind: S['kind'];
  /**
   * Fills in the defaults of a spec.
   * @param where position of the layer, such as `encoder[1]`, for messages
   * @throws ConfigError naming the field, the accepted values and the given value
   */
  resolve(given: Partial<S>, input: Shape, where: string): S;
  /** Loads the shaders that a spec needs in addition to the core. */
  readonly load?: (spec: S) => Promise<void>;
  /** The output shape. */
  output(spec: S, input: Shape): Shape;
  /** Declares the parameters. */
  build(spec: S, input: Shape, scope: LayerScope): BuiltLayer;
}
