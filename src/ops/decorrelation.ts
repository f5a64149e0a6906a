import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** Arguments of {@link decorrelation}. */
export interface DecorrelationOptions {
  /** Name of the term. */
  readonly name: string;
  /** If true, the covariance is that of the aggregate posterior, else that of the means. */
  readonly aggregate: boolean;
  /** Weight of the squares beside the diagonal. */
  readonly offDiagonal: number;
  /** Weight of the squared distances of the diagonal from 1. */
  readonly diagonal: number;
}

/**
 * How far the covariance of the code over a batch is from that of independent dimensions of variance 1.
 * Source: Kumar et al., "Variational inference of disentangled latent concepts from unlabeled
 * observations", 2018.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @returns a loss term, `[ring, 1, M]`, with the penalty of the batch in every row
 */
export function decorrelation(
  graph: Graph,
  stats: Tensor,
  { name, aggregate, offDiagonal, diagonal }: DecorrelationOptions,
): Tensor {
  const [rows = 0, width = 0] = stats.shape;
  const terms = graph.terms(name, rows);
  const means = graph.activation(`${name}.means`, [width / 2]);
  const covariance = graph.activation(`${name}.covariance`, [width / 2, width / 2]);
  const penalties = { OFF_DIAGONAL: offDiagonal, DIAGONAL: diagonal };
  graph.record({
    label: name,
    inputs: [stats],
    outputs: [terms, means, covariance],
    forward: [
      dispatch('latent_covariance', `${name}.covariance`, {
        bindings: { stats, means, covariance },
        slots: {},
        constants: { AGGREGATE: aggregate },
      }),
      dispatch('decorrelation_forward', `${name}.forward`, {
        bindings: { covariance, terms },
        slots: {},
        constants: penalties,
      }),
    ],
    backward(pass) {
      const place = pass.weightOf(terms);
      const dstats = place === undefined ? undefined : pass.gradientInto(stats);
      if (place === undefined || !dstats) return;
      pass.record(
        dispatch('decorrelation_backward', `${name}.backward`, {
          bindings: { stats, means, covariance, dstats: dstats.tensor },
          slots: {},
          constants: {
            ...penalties,
            AGGREGATE: aggregate,
            TERM: place,
            ACCUMULATE: dstats.accumulate,
          },
        }),
      );
    },
  });
  return terms;
}
