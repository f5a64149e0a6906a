import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/** Arguments of {@link importanceBound}. */
export interface ImportanceOptions {
  /** Name of the term. */
  readonly name: string;
  /** Samples per bound; they are adjacent. */
  readonly samples: number;
  /** Bounds per example; they are adjacent. */
  readonly bounds?: number;
  /** Share of the evidence lower bound in the value. */
  readonly elboShare?: number;
  /** If true, the gradient of a sample has the square of its share. */
  readonly squared?: boolean;
}

/**
 * The importance-weighted bound of each example as a loss, in nats:
 * `-log (1/k Σ exp(-(reconstruction + kl)))` over k samples of an example. With one sample it is
 * the evidence lower bound.
 * Source: Burda et al., "Importance weighted autoencoders", 2015.
 *
 * @param reconstruction a loss term of the samples, `[ring, 1, M · k]`
 * @param kl their log q(z | x) - log p(z), `[ring, 1, M · k]`
 * @returns a loss term of the bounds, `[ring, 1, M]`
 */
export function importanceBound(
  graph: Graph,
  reconstruction: Tensor,
  kl: Tensor,
  options: ImportanceOptions,
): Tensor {
  return importanceShares(graph, reconstruction, kl, options).bound;
}

/**
 * The same, with the share of each sample in its bound: with `elboShare` 0 its self-normalized weight,
 * `[M · k]`. Shares have no gradient of their own.
 */
export function importanceShares(
  graph: Graph,
  reconstruction: Tensor,
  kl: Tensor,
  { name, samples, bounds = 1, elboShare = 0, squared = false }: ImportanceOptions,
): { readonly bound: Tensor; readonly shares: Tensor } {
  const rows = reconstruction.shape[2] ?? 0;
  const bound = graph.terms(name, rows / samples);
  const shares = graph.activation(`${name}.shares`, [rows]);
  const several = bounds > 1 ? { SAMPLES: bounds } : {};
  graph.record({
    label: name,
    inputs: [reconstruction, kl],
    outputs: [bound, shares],
    forward: [
      dispatch('importance_bound_forward', `${name}.forward`, {
        bindings: { reconstruction, kl, bound, shares },
        slots: {},
        constants: { ...several, ...(elboShare > 0 && { ELBO_SHARE: elboShare }) },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, bound);
      if (!weight) return;
      const divided = weight.slot.choice === 'scalar' ? several : {};
      for (const cost of [reconstruction, kl]) {
        const dcost = pass.gradientInto(cost);
        if (!dcost) continue;
        pass.record(
          dispatch('importance_bound_backward', `${name}.backward.${cost.name}`, {
            bindings: { shares, dcost: dcost.tensor },
            slots: { term_weight: weight.slot },
            constants: {
              ...weight.constants,
              ...divided,
              DRAWS: samples,
              ...(squared && { SQUARED: true }),
              ACCUMULATE: dcost.accumulate,
            },
          }),
        );
      }
    },
  });
  return { bound, shares };
}
