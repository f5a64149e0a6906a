import { InternalError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** The parts of log q(z | x) - log p(z), as loss terms `[ring, 1, M · samples]`, in nats. */
export interface KlParts {
  /** log q(z | x) - log q(z) */
  readonly mutualInformation: Tensor;
  /** log q(z) - Σ_l log q(z_l) */
  readonly totalCorrelation: Tensor;
  /** Σ_l log q(z_l) - log p(z) */
  readonly dimensionKl: Tensor;
}

/** Arguments of {@link totalCorrelation}. */
export interface TotalCorrelationOptions {
  /** Prefix of the terms' names. */
  readonly name: string;
  /** Samples per row; they are adjacent. */
  readonly samples: number;
  /** Weights of the posteriors: all alike, or by their place in the batch. */
  readonly stratified: boolean;
  /** Rows of the data. */
  readonly dataRows: number;
}

/**
 * The KL of each sample in three parts. The aggregate posterior q(z) is estimated from the
 * posteriors of the batch. Source: Chen et al., "Isolating sources of disentanglement in
 * variational autoencoders", 2018.
 *
 * @param z `[M · samples, L]`
 * @param stats `[M, 2L]`: mu, then logvar
 * @param nll -log p(z), a loss term `[ring, 1, M · samples]`
 */
export function totalCorrelation(
  graph: Graph,
  { z, stats, nll }: { readonly z: Tensor; readonly stats: Tensor; readonly nll: Tensor },
  { name, samples, stratified, dataRows }: TotalCorrelationOptions,
): KlParts {
  const [rows = 0, latent = 0] = z.shape;
  const [examples = 0] = stats.shape;
  const terms: KlParts = {
    mutualInformation: graph.terms(`${name}.mutualInformation`, rows),
    totalCorrelation: graph.terms(`${name}.totalCorrelation`, rows),
    dimensionKl: graph.terms(`${name}.dimensionKl`, rows),
  };
  const pairs = graph.activation(`${name}.pairs`, [rows, examples]);
  const densities = graph.activation(`${name}.densities`, [rows, latent + 1]);
  const constants = { SAMPLES: samples, STRATIFIED: stratified, DATA_ROWS: dataRows };
  graph.record({
    label: name,
    inputs: [z, stats, nll],
    outputs: [...Object.values<Tensor>({ ...terms }), pairs, densities],
    forward: [
      dispatch('total_correlation_forward', `${name}.forward`, {
        bindings: {
          ...{ z, stats, nll, pairs, densities },
          mutual_information: terms.mutualInformation,
          total_correlation: terms.totalCorrelation,
          dimension_kl: terms.dimensionKl,
        },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const weights = [terms.mutualInformation, terms.totalCorrelation, terms.dimensionKl];
      const [mutual, total, dimensions] = weights.map((term) => pass.weightOf(term));
      if (mutual === undefined || total === undefined || dimensions === undefined) {
        throw new InternalError(`the three parts of "${name}" are minimised together`);
      }
      const places = { TERM_MUTUAL: mutual, TERM_TOTAL: total, TERM_DIMENSIONS: dimensions };
      const read = { z, stats, pairs, densities };
      const dz = pass.gradientInto(z);
      const dnll = pass.gradientInto(nll);
      if (dz && dnll) {
        pass.record(
          dispatch('total_correlation_backward_z', `${name}.backward_z`, {
            bindings: { ...read, dz: dz.tensor, dnll: dnll.tensor },
            slots: {},
            constants: {
              ...constants,
              ...places,
              ACCUMULATE_Z: dz.accumulate,
              ACCUMULATE_NLL: dnll.accumulate,
            },
          }),
        );
      }
      const dstats = pass.gradientInto(stats);
      if (!dstats) return;
      pass.record(
        dispatch('total_correlation_backward_stats', `${name}.backward_stats`, {
          bindings: { ...read, dstats: dstats.tensor },
          slots: {},
          constants: { ...constants, ...places, ACCUMULATE: dstats.accumulate },
        }),
      );
    },
  });
  return terms;
}
