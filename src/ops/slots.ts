import { shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { BackwardPass } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';
import type { SlotChoice } from '../kernels/names.ts';
import { meantName } from '../synonyms.ts';

/** Activations of hidden layers. */
export const ACTIVATIONS = [
  'identity',
  'relu',
  'leaky_relu',
  'elu',
  'softplus',
  'sigmoid',
  'tanh',
  'gelu',
  'silu',
] as const satisfies readonly SlotChoice<'activation_gradient'>[];

/** An activation of hidden layers. */
export type Activation = (typeof ACTIVATIONS)[number];

/**
 * Activations of a decoder's output. Those without a gradient may only be used in plans that are
 * never differentiated.
 */
export type OutputActivation = Activation | 'continuous_bernoulli_mean' | 'exp';

/** Non-monotonic activations, whose derivative depends on their input. */
const FROM_PREACTIVATION = ['gelu', 'silu'] as const satisfies readonly Activation[];

/**
 * @param where names the option, such as `encoder[1].activation`
 * @throws ConfigError if `name` is not an activation of hidden layers
 */
export function assertActivation(where: string, name: string): asserts name is Activation {
  if (!isActivation(name)) {
    throw new ConfigError(
      `${where}: no activation ${shown(name)}; there are: ${ACTIVATIONS.join(', ')}` +
        meantName(name, ACTIVATIONS),
    );
  }
}

/** True for activations of hidden layers, which have a gradient. */
function isActivation(name: string): name is Activation {
  return (ACTIVATIONS as readonly string[]).includes(name);
}

/** True if the derivative of an activation needs its input. */
export function needsPreactivation(name: string): name is (typeof FROM_PREACTIVATION)[number] {
  return (FROM_PREACTIVATION as readonly string[]).includes(name);
}

/**
 * The recorded product variant. The variant for a device is chosen when a plan is prepared for it.
 */
export const PRODUCT: SlotArgument<'product'> = { choice: 'direct_8x8', bindings: {} };

/** Rows of a matrix in GPU memory. */
export function matrix(x: Tensor): SlotArgument<'load'> {
  return { choice: 'matrix', bindings: { x } };
}

/**
 * The derivative of an activation.
 * @param source the activation's input if `needsPreactivation`, else its output
 * @throws ConfigError for an activation without a gradient
 */
export function activationGradient(
  activation: OutputActivation,
  source: Tensor,
): SlotArgument<'activation_gradient'> {
  if (!isActivation(activation)) {
    throw new ConfigError(
      `"${source.name}": activation "${activation}" is for outputs and has no gradient; ` +
        `where one is needed use one of: ${ACTIVATIONS.join(', ')}`,
    );
  }
  if (activation === 'identity') return { choice: activation, bindings: {} };
  return needsPreactivation(activation)
    ? { choice: activation, bindings: { preactivation: source } }
    : { choice: activation, bindings: { activated: source } };
}

/**
 * The weights of a loss term's rows in the gradient: the gradient tensor of an operation on the
 * term, else the term's weight in the step record. Undefined if there is neither.
 */
export function termWeight(
  pass: BackwardPass,
  terms: Tensor,
): { slot: SlotArgument<'term_weight'>; constants: Record<string, number> } | undefined {
  const dterms = pass.gradientOf(terms);
  if (dterms) return { slot: { choice: 'rows', bindings: { dterms } }, constants: {} };
  const place = pass.weightOf(terms);
  if (place === undefined) return undefined;
  return { slot: { choice: 'scalar', bindings: {} }, constants: { TERM: place } };
}

/**
 * As {@link termWeight}, for a term with several rows per example, of which the mean counts. A gradient
 * of rows is divided by their number already.
 */
export function sampleWeight(
  pass: BackwardPass,
  terms: Tensor,
  samples: number,
): ReturnType<typeof termWeight> {
  const weight = termWeight(pass, terms);
  if (weight?.slot.choice !== 'scalar' || samples === 1) return weight;
  return { ...weight, constants: { ...weight.constants, SAMPLES: samples } };
}
