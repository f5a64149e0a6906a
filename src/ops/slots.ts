import { ConfigError } from '../errors.ts';
import type { BackwardPass } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';
import type { SlotChoice } from '../kernels/names.ts';

export type Activation = SlotChoice<'activation'>;

export const ACTIVATIONS: readonly Activation[] = ['identity', 'relu', 'sigmoid', 'tanh'];

/** @throws ConfigError if `name` is not an activation. */
export function assertActivation(name: string): asserts name is Activation {
  if (!(ACTIVATIONS as readonly string[]).includes(name)) {
    throw new ConfigError(`no activation "${name}"; there are: ${ACTIVATIONS.join(', ')}`);
  }
}

/** How products are recorded; what suits a device is chosen when a plan is made ready for it. */
export const PRODUCT: SlotArgument<'product'> = { choice: 'direct_8x8', bindings: {} };

/** Rows of a matrix that lies on the GPU. */
export function matrix(x: Tensor): SlotArgument<'load'> {
  return { choice: 'matrix', bindings: { x } };
}

/** The derivative of the activation that made `activated`. */
export function activationGradient(
  activation: Activation,
  activated: Tensor,
): SlotArgument<'activation_gradient'> {
  return activation === 'identity'
    ? { choice: 'identity', bindings: {} }
    : { choice: activation, bindings: { activated } };
}

/**
 * What weighs the rows of a loss term in what is differentiated: the gradient that an operation
 * on the term made, else the term's own weight among the step's; undefined if there is neither.
 */
export function termWeight(
  pass: BackwardPass,
  terms: Tensor,
): { slot: SlotArgument<'term_weight'>; constants: Record<string, number> } | undefined {
  const dterms = pass.gradientOf(terms);
  if (dterms) return { slot: { choice: 'rows', bindings: { dterms } }, constants: {} };
  const number = pass.termNumber(terms);
  if (number === undefined) return undefined;
  return { slot: { choice: 'scalar', bindings: {} }, constants: { TERM: number } };
}

/** Where a sampling kernel takes its standard normals from. */
export type Noise =
  | { readonly kind: 'counter'; readonly stream: number }
  | { readonly kind: 'given'; readonly noise: Tensor };

export function noiseSlot(noise: Noise): {
  slot: SlotArgument<'noise'>;
  constants: Record<string, number>;
} {
  return noise.kind === 'given'
    ? { slot: { choice: 'given', bindings: { noise: noise.noise } }, constants: {} }
    : { slot: { choice: 'counter', bindings: {} }, constants: { STREAM: noise.stream } };
}
