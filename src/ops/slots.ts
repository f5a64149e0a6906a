import { ConfigError } from '../errors.ts';
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
