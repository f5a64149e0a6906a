import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { sampleWeight } from './slots.ts';

/**
 * A loss term with a floor: its gradient is that of max(target, mean of the term over the batch). The
 * value stays that of the term.
 * Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016.
 *
 * @param terms a loss term, `[ring, 1, M]`
 * @param target index of the floor among the step's targets, in nats
 * @param samples rows per example, which are adjacent
 * @returns a loss term, `[ring, 1, M]`
 */
export function freeBits(
  graph: Graph,
  terms: Tensor,
  { name, target, samples = 1 }: { name: string; target: number; samples?: number },
): Tensor {
  const [, , rows = 0] = terms.shape;
  const floored = graph.terms(name, rows);
  const gate = graph.activation(`${name}.gate`, [1]);
  graph.record({
    label: name,
    inputs: [terms],
    outputs: [floored, gate],
    forward: [
      dispatch('free_bits_forward', `${name}.forward`, {
        bindings: { plain: terms, floored, gate },
        slots: {},
        constants: { TARGET: target, ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, floored, samples);
      const dterm = weight && pass.gradientInto(terms);
      if (!dterm) return;
      pass.record(
        dispatch('free_bits_backward', `${name}.backward`, {
          bindings: { gate, dterm: dterm.tensor },
          slots: { term_weight: weight.slot },
          constants: { ...weight.constants, ACCUMULATE: dterm.accumulate },
        }),
      );
    },
  });
  return floored;
}
