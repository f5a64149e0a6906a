import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Definition } from '../../kernels/definitions.ts';
import type { Transformed } from '../../ops/flow.ts';

/** How a flow is applied to rows of z. */
export interface FlowAt {
  /** Prefix of the names of what it records. */
  readonly name: string;
  /** Rows of z for each example; they are adjacent. */
  readonly samples: number;
  /** The encoder's output, `[rows / samples, values]`, for amortised flows. */
  readonly h?: Tensor;
}

/** An invertible function of z, whose Jacobian has a determinant that is cheap to compute. */
export interface Flow {
  /** Records the flow and the logarithm of its determinant. */
  forward(graph: Graph, z: Tensor, at: FlowAt): Transformed;
  /** Records the inverse, where there is one to compute. */
  inverse?(graph: Graph, z: Tensor, at: FlowAt): Tensor;
}

/** Records the numbers of a flow that each example has: `[rows / samples, units]`. */
export type FlowNumbers = (graph: Graph, z: Tensor, at: FlowAt) => Tensor;

/** The interface through which a flow declares its parameters in a model. */
export interface FlowContext {
  /** Dimensions of z. */
  readonly size: number;
  /** The store that gets the parameters. */
  readonly store: Store;
  /** Prefix of the parameters' names. */
  readonly name: string;
  /** True if numbers come from the encoder's output, false if all rows share parameters. */
  readonly amortised: boolean;
  /** Declares numbers that each example has. */
  readonly numbers: (declaration: { name: string; units: number }) => FlowNumbers;
}

/** A kind of flow: its options, and how it is built in a model. */
export interface FlowDefinition<Options> extends Definition {
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** @throws ConfigError if the flow does not fit the size of z */
  readonly build: (context: FlowContext, options: Options) => Flow;
}
