import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** A step of writing sequences. */
export interface TokenStep {
  /** Name of the step. */
  readonly name: string;
  /** `[1]` u32: the place of its tokens. */
  readonly at: Tensor;
}

/**
 * Writes the next token of each sequence, drawn under softmax(logits / temperature) of the likeliest. It has
 * no gradient.
 * Sources: Fan, Lewis & Dauphin, "Hierarchical neural story generation", 2018 (top-k); Holtzman et al.,
 * "The curious case of neural text degeneration", 2020 (top-p).
 *
 * @param logits `[rows, vocabulary]`
 * @param settings `[rows, 4]`: temperature, where 0 takes the likeliest; k and p, where 0 keeps all; above 0
 *   to leave out tokens without a text, 1 and 2
 * @param tokens `[rows, length]`: the tokens so far, into which it writes. Token 0 ends a sequence, and
 *   stands at all places after an end
 * @param noise its uniform draws decide, `[rows, length]`
 * @returns `[rows, 1]`: the token
 */
export function chooseTokens(
  graph: Graph,
  { logits, settings, tokens }: { logits: Tensor; settings: Tensor; tokens: Tensor },
  { name, at, noise }: TokenStep & { readonly noise: Noise },
): Tensor {
  const next = graph.activation(name, [logits.shape[0] ?? 0, 1]);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [logits, settings],
    outputs: [tokens, next],
    forward: [
      dispatch('choose_tokens', name, {
        bindings: { at, settings, logits, tokens, next },
        slots: { uniform: slot },
        constants,
      }),
    ],
  });
  return next;
}
