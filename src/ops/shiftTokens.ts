import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** Options of {@link shiftTokens}. */
export interface ShiftOptions {
  /** Name of the result. */
  readonly name: string;
  /** Token before the first. */
  readonly begin: number;
  /** Token in place of hidden ones. */
  readonly hidden: number;
  /** Probability of hiding a token, in [0, 1]. */
  readonly rate: number;
  /** Its uniform draws decide, one for each token. */
  readonly noise: Noise;
}

/**
 * The token before each step of sequences, which a decoder takes that is told the right ones; some are
 * hidden at random. It has no gradient.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016, section 3.1.
 *
 * @param tokens `[rows, length]`: whole numbers
 * @returns `[rows, length]`
 */
export function shiftTokens(
  graph: Graph,
  tokens: Tensor,
  { name, begin, hidden, rate, noise }: ShiftOptions,
): Tensor {
  const y = graph.activation(name, tokens.shape);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [tokens],
    outputs: [y],
    forward: [
      dispatch('shift_tokens', name, {
        bindings: { x: tokens, y },
        slots: { uniform: slot },
        constants: { ...constants, RATE: rate, BEGIN: begin, HIDDEN: hidden },
      }),
    ],
  });
  return y;
}
