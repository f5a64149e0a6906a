import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * The token before each step of sequences, which a decoder takes that is told the right ones; some are
 * hidden at random. It has no gradient.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016, section 3.1.
 *
 * @param tokens `[rows, length]`: whole numbers
 * @param options.begin token before the first
 * @param options.hidden token in place of hidden ones
 * @param options.rate probability of hiding a token, in [0, 1]
 * @param options.noise as many values as there are tokens
 * @returns `[rows, length]`
 */
export function shiftTokens(
  graph: Graph,
  tokens: Tensor,
  {
    name,
    begin,
    hidden,
    rate,
    noise,
  }: { name: string; begin: number; hidden: number; rate: number; noise: Noise },
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
