import type { Graph } from '../graph/graph.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Sizes of one example's values, such as `[784]` or `[28, 28, 1]`. */
export type Shape = readonly number[];

/** Values of one example. They lie flat: a tensor is `[rows, flatSize(shape)]` whatever the shape. */
export function flatSize(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A layer as an architecture names it: its kind and what is chosen about it, as plain JSON. */
export interface LayerSpec {
  readonly kind: string;
}

/** Where a layer declares its parameters. */
export interface LayerScope {
  readonly store: Store;
  /** Name of the layer, which its parameters' names begin with. */
  readonly name: string;
  /** The parameter group, the store's default if left out. */
  readonly group?: string;
}

/** A forward pass trains the model or only reads it. */
export type Mode = 'train' | 'evaluate';

export interface LayerInputs {
  /** `[rows, flatSize(input)]` */
  readonly x: Tensor;
  /** How many places of the first dimension count, `[rows]`, of sequences. */
  readonly length?: Tensor;
  /** What a recurrent layer starts from, `[rows, units]`; zeros if left out. */
  readonly state?: Tensor;
}

export interface LayerOutputs {
  /** `[rows, flatSize(output)]` */
  readonly y: Tensor;
  /** What a recurrent layer ends with, `[rows, units]`. */
  readonly state?: Tensor;
}

/** A layer with its parameters. May be applied any number of times. */
export interface BuiltLayer {
  apply(graph: Graph, inputs: LayerInputs, mode: Mode): LayerOutputs;
}

/**
 * A kind of layer: one file, and a line in `registry.ts`. A user's own is registered under the same
 * interface.
 */
export interface LayerKind<S extends LayerSpec> {
  readonly kind: S['kind'];
  /**
   * Fills in what the spec leaves out.
   * @param where the layer stands, such as `encoder[1]`, for messages
   * @throws ConfigError naming the field, what it takes and what came
   */
  resolve(given: Partial<S>, input: Shape, where: string): S;
  /** Loads the shaders that a spec needs beside the core. */
  readonly load?: (spec: S) => Promise<void>;
  /** The shape that comes out. */
  output(spec: S, input: Shape): Shape;
  /** Declares the parameters. */
  build(spec: S, input: Shape, scope: LayerScope): BuiltLayer;
}
