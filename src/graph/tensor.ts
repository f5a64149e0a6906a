/** Element types. `u8` and `u16` are for data sets alone; kernels compute in `f32` and `u32`. */
export type DType = 'f32' | 'u8' | 'u16' | 'u32';

/**
 * What a tensor is for, which decides where its memory comes from:
 * - `parameter`: a slice of its group's state, owned by the store
 * - `variable`: kept as parameters are, but trained by no optimizer; owned by the store
 * - `parameterGradient`: the slice of its group's gradient at the same offset
 * - `groupState`: a whole group, `[parameters | m | v]`
 * - `groupParameters`: all parameters of a group
 * - `groupGradient`: all gradients of a group
 * - `constant`: values that are part of the plan, such as where groups of columns start
 * - `input`: bound or uploaded by the caller (data, row index, given noise, latents)
 * - `activation`, `gradient`: made and used within one step
 * - `scratch`: what the invocations of one dispatch hand on to each other
 * - `carried`: kept from one step of a burst to the next, zero before the first
 * - `arena`: one buffer with all tensors of a plan that say they lie in it
 * - `terms`: one value a row for each slot of the loss ring
 * - `health`: number of the first step that met NaN or infinity, one for a whole store
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

/** A named, shaped place for numbers. Plain data: only a constant holds values. */
export interface Tensor {
  /** Unique within a graph; the same in errors, buffer labels, profiles and checkpoints. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly role: TensorRole;
  /** Parameter group, for the roles that live in the store. */
  readonly group?: string;
  /** Of a `constant`: one value an element. */
  readonly values?: readonly number[];
  /** The arena that holds it, by the arena's name. */
  readonly arena?: string;
  /** First element within the group (`parameter`, `parameterGradient`) or the arena. */
  readonly offset?: number;
  /** Nothing flows back through this use of the tensor; see `stopGradient`. */
  readonly stopped?: true;
}

/** `fc1.weight [400, 784]` */
export function describeTensor(tensor: Tensor): string {
  return `"${tensor.name}" [${tensor.shape.join(', ')}]`;
}
