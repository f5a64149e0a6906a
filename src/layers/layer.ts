import type { OnnxExporter } from '../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../formats/onnx/graph.ts';
import type { Graph } from '../graph/graph.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { NoiseSource } from '../ops/noise.ts';
import type { OutputLayer } from '../ops/outputLayer.ts';

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
  /** Name of the kind. */
  readonly kind: string;
}

/** The scope in which a layer declares its parameters. */
export interface LayerScope {
  /** The store that gets the parameters. */
  readonly store: Store;
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** The parameter group; the store's default if omitted. */
  readonly group?: string;
  /** True if the layer reads the data, or whatever comes into the whole stack. */
  readonly first?: boolean;
  /** Shape that the next layer gives to the outputs, if it is a `reshape`. */
  readonly reshaped?: Shape;
}

/** Tells if a forward pass trains the model or only evaluates it. */
export type Mode = 'train' | 'evaluate';

/** The forward pass that a layer is part of. */
export interface ForwardPass {
  /** Tells if the pass trains the model or only evaluates it. */
  readonly mode: Mode;
  /** Noise for layers that sample. A layer asks for it once for each of its sampling sites. */
  readonly noise: NoiseSource;
  /** Rows per example, which are adjacent: samples of a code that are decoded. 1 by default. */
  readonly samples?: number;
}

/** Inputs of a layer. */
export interface LayerInputs {
  /** `[rows, flatSize(input)]` */
  readonly x: Tensor;
  /** Number of valid positions in the first dimension, `[rows, 1]` u32, for sequences. */
  readonly length?: Tensor;
  /** Initial state, `states` tensors `[rows, units]`. If omitted, the layer begins with its own. */
  readonly state?: readonly Tensor[];
}

/** Outputs of a layer. */
export interface LayerOutputs {
  /** `[rows, flatSize(output)]` */
  readonly y: Tensor;
  /** Number of valid positions of `y`, if they are others than those of `x`. */
  readonly length?: Tensor;
  /** Final state, as many tensors as the initial one; needed only where that was given. */
  readonly state?: readonly Tensor[];
}

/** A layer with its parameters. May be applied any number of times. */
export interface BuiltLayer {
  /** Number of tensors in the layer's state; 0 by default. */
  readonly states?: number;
  /** Records the layer's operations. */
  apply(graph: Graph, inputs: LayerInputs, pass: ForwardPass): LayerOutputs;
}

/** A layer of a model that is written as ONNX. */
export interface OnnxLayerContext<S> {
  /** The layer's completed part of the architecture. */
  readonly spec: S;
  /** Shape of an example that comes in. */
  readonly input: Shape;
  /** Name of the layer, the prefix of its parameters' names. */
  readonly name: string;
  /** `[batch, flatSize(input)]` */
  readonly x: OnnxValue;
  /** True if the layer reads the data, or whatever comes into the whole stack. */
  readonly first: boolean;
  /** Shape that the next layer gives to the outputs, if it is a `reshape`. */
  readonly reshaped?: Shape;
}

/**
 * Adds the nodes of a layer to a graph, as it is in evaluation.
 * @returns `[batch, flatSize(output)]`
 */
export type OnnxLayer<S> = (
  graph: OnnxGraph,
  layer: OnnxLayerContext<S>,
) => OnnxValue | Promise<OnnxValue>;

/** The last layer of a decoder that is written as ONNX. */
export interface OnnxHeadContext<S> extends Omit<OnnxLayerContext<S>, 'reshaped'> {
  /** Shape of an example of the data. */
  readonly target: Shape;
  /** Outputs for each value of the data, which are adjacent. */
  readonly perValue: number;
}

/**
 * Adds the nodes of the last layer of a decoder to a graph, without activation.
 * @returns `[batch, perValue · values of the data]`
 */
export type OnnxHead<S> = (graph: OnnxGraph, layer: OnnxHeadContext<S>) => OnnxValue;

/** How a kind of layer is the last one of a decoder, whose outputs a likelihood takes. */
export interface HeadKind<S extends LayerSpec> {
  /**
   * Fills in the defaults. Channels or units follow from the data, and the likelihood applies the
   * activation.
   * @param target shape of an example of the data
   * @param where position of the layer, such as `output`, for messages
   * @throws ConfigError naming the field, the accepted values and the given value
   */
  resolve(given: Partial<S>, input: Shape, target: Shape, where: string): S;
  /**
   * Declares the parameters.
   * @param perValue outputs for each value of the data, which are adjacent
   */
  build(spec: S, shapes: HeadShapes, scope: LayerScope, perValue: number): OutputLayer;
  /** Loads how the layer is written as ONNX. Decoders that end in one without it cannot be exported. */
  readonly onnx?: OnnxExporter<OnnxHead<S>>;
}

/** The shapes between which the last layer of a decoder lies. */
export interface HeadShapes {
  /** Shape of an example that comes in. */
  readonly input: Shape;
  /** Shape of an example of the data. */
  readonly target: Shape;
}

/**
 * A kind of layer: one file, and an entry in `registry.ts`. Apps register their own kinds with the
 * same interface.
 */
export interface LayerKind<S extends LayerSpec> {
  /** Name of the kind. */
  readonly kind: S['kind'];
  /**
   * The layers that the layer is made of, by the name of their field. They are checked to be lists
   * of layers and their kinds are loaded before `resolve`, which completes them with
   * `resolveStack`; `build` declares them with `buildStack`.
   */
  readonly inner?: (given: Partial<S>) => Readonly<Record<string, readonly LayerSpec[]>>;
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
  /** How the layer is the last one of a decoder, whose outputs a likelihood takes; refused if left out. */
  readonly head?: HeadKind<S>;
  /** Loads how the layer is written as ONNX. Models with a kind without it cannot be exported. */
  readonly onnx?: OnnxExporter<OnnxLayer<S>>;
}
