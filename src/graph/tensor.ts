/** Element types. Only data sets use `u8` and `u16`; kernels compute in `f32` and `u32`. */
export type DType = 'f32' | 'u8' | 'u16' | 'u32';

/**
 * The use of a tensor, which determines the source of its memory:
 * - `parameter`: a slice of its group's state, owned by the store
 * - `variable`: saved and restored like a parameter, but not trained; owned by the store
 * - `parameterGradient`: the slice of its group's gradient at the same offset
 * - `groupState`: a whole group, `[parameters | m | v]`
 * - `groupParameters`: all parameters of a group
 * - `groupGradient`: all gradients of a group
 * - `constant`: values that are part of the plan, such as where groups of columns start
 * - `input`: bound or uploaded by the caller (data, row index, given noise, latents)
 * - `activation`, `gradient`: written and read within one step
 * - `scratch`: temporary values exchanged between the invocations of one dispatch
 * - `carried`: kept from one step of a burst to the next, zero before the first
 * - `arena`: one buffer that holds all tensors of a plan that name it
 * - `terms`: one value per row for each slot of the loss ring
 * - `health`: number of the first step that produced NaN or infinity; one per store
 * - `sums`: a term summed over its rows, for each slot of the ring
 */
export type TensorRole =
  | 'parameter'
  | 'variable'
  | 'parameterGradient'
  | 'groupState'
  | 'groupParameters'
  | 'groupGradient'
  | 'constant'
  | 'input'
  | 'activation'
  | 'gradient'
  | 'scratch'
  | 'carried'
  | 'arena'
  | 'terms'
  | 'health'
  | 'sums';

/** A named array of numbers with a shape. Plain data: only a constant holds values. */
export interface Tensor {
  /**
   * Unique within a graph. The same name is used in errors, buffer labels, profiles and
   * checkpoints.
   */
  readonly name: string;
  /** Logical sizes, without padding. */
  readonly shape: readonly number[];
  /** Type of an element. */
  readonly dtype: DType;
  /** Use of the tensor. */
  readonly role: TensorRole;
  /** Parameter group, for roles whose memory belongs to the store. */
  readonly group?: string;
  /** Values of a `constant`, one per element. */
  readonly values?: readonly number[];
  /** Name of the arena that holds the tensor. */
  readonly arena?: string;
  /** First element within the group (`parameter`, `parameterGradient`) or the arena. */
  readonly offset?: number;
  /** Gradients do not flow back through this use of the tensor; see `stopGradient`. */
  readonly stopped?: true;
}

/** `fc1.weight [400, 784]` */
export function describeTensor(tensor: Tensor): string {
  return `"${tensor.name}" [${tensor.shape.join(', ')}]`;
}
