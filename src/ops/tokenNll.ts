import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { validSteps } from './sequenceRows.ts';
import { sampleWeight } from './slots.ts';

/**
 * -log p of the tokens of sequences under a softmax at each step, summed over the steps, in nats. Neither
 * the probabilities nor one-hot targets are stored. The `samples` rows of an example are adjacent.
 *
 * @param logits `[rows · length, vocabulary]`
 * @param targets `[rows, length]`: whole numbers below the vocabulary
 * @param lengths `[rows, 1]` u32, steps of each sequence that count; all by default
 * @returns a loss term, `[ring, 1, rows]`
 * @throws ShapeError if the shapes do not match
 */
export function tokenNll(
  graph: Graph,
  logits: Tensor,
  targets: Tensor,
  { name, lengths, samples = 1 }: { name: string; lengths?: Tensor | undefined; samples?: number },
): Tensor {
  const [rows = 0] = targets.shape;
  const terms = graph.terms(name, rows);
  const losses = graph.activation(`${name}.losses`, targets.shape);
  const normalizers = graph.activation(`${name}.normalizers`, targets.shape);
  const valid = validSteps(lengths);
  graph.record({
    label: name,
    inputs: [logits, targets],
    outputs: [terms],
    forward: [
      dispatch('token_losses', `${name}.forward`, {
        bindings: { logits, targets, losses, normalizers },
        slots: { valid },
      }),
      dispatch('sequence_terms', `${name}.terms`, {
        bindings: { losses, terms },
        slots: {},
        constants: { SAMPLES: samples },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      const dlogits = weight && pass.gradientInto(logits);
      if (!dlogits) return;
      pass.record(
        dispatch('token_losses_backward', `${name}.backward`, {
          bindings: { logits, targets, normalizers, dlogits: dlogits.tensor },
          slots: { term_weight: weight.slot, valid },
          constants: { ...weight.constants, ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return terms;
}
