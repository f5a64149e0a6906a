import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/**
 * The importance-weighted bound of each example as a loss, in nats:
 * `-log (1/k Σ exp(-(reconstruction + kl)))` over the k samples of an example. With one sample it
 * is the evidence lower bound.
 * Source: Burda et al., "Importance weighted autoencoders", 2015.
 *
 * @param reconstruction a loss term of the samples, `[ring, 1, M · k]`
 * @param kl their log q(z | x) - log p(z), `[ring, 1, M · k]`
 * @returns a loss term, `[ring, 1, M]`
 */
export function importanceBound(
  graph: Graph,
  reconstruction: Tensor,
  kl: Tensor,
  { name, samples }: { name: string; samples: number },
): Tensor {
  const rows = reconstruction.shape[2] ?? 0;
  const bound = graph.terms(name, rows / samples);
  const shares = graph.activation(`${name}.shares`, [rows]);
  graph.record({
    label: name,
    inputs: [reconstruction, kl],
    outputs: [bound, shares],
    forward: [
      dispatch('importance_bound_forward', `${name}.forward`, {
        bindings: { reconstruction, kl, bound, shares },
        slots: {},
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, bound);
      if (!weight) return;
      for (const cost of [reconstruction, kl]) {
        const dcost = pass.gradientInto(cost);
        if (!dcost) continue;
        pass.record(
          dispatch('importance_bound_backward', `${name}.backward.${cost.name}`, {
            bindings: { shares, dcost: dcost.tensor },
            slots: { term_weight: weight.slot },
            constants: { ...weight.constants, DRAWS: samples, ACCUMULATE: dcost.accumulate },
          }),
        );
      }
    },
  });
  return bound;
}
