import { assertInRange, oneOf, wholeNumber } from '../../../checks.ts';
import { ConfigError } from '../../../errors.ts';
import { gaussianKernels } from '../../../kernels/catalogue/gaussian.generated.ts';
import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import { totalCorrelationKernels } from '../../../kernels/catalogue/totalCorrelation.generated.ts';
import { totalCorrelation } from '../../../ops/totalCorrelation.ts';
import { checkSchedule, type NamedSchedule } from '../../../schedules/schedule.ts';
import { independentStats } from './independentStats.ts';
import type { RegularizerDefinition } from './regularizer.ts';

/**
 * The KL in three parts with a weight each: alpha · mutual information of x and z + beta · total
 * correlation of z + gamma · KL of each latent dimension. They take the place of the KL. Source:
 * Chen et al., "Isolating sources of disentanglement in variational autoencoders", 2018.
 */
export interface TotalCorrelationOptions {
  readonly kind: 'totalCorrelation';
  /** Weight of log q(z | x) - log q(z). 1 by default. */
  readonly alpha: number | NamedSchedule;
  /** Weight of log q(z) - Σ log q(z_j), which is zero for independent dimensions. 6 by default. */
  readonly beta: number | NamedSchedule;
  /** Weight of Σ log q(z_j) - log p(z). 1 by default. */
  readonly gamma: number | NamedSchedule;
  /**
   * How q(z) is estimated from a batch: `weighted` gives each of its posteriors the same weight;
   * `stratified` gives them those of a batch drawn without replacement, and is unbiased for q(z).
   * `weighted` by default.
   */
  readonly sampling: 'weighted' | 'stratified';
  /**
   * Rows of the training data, at least those of a batch. `stratified` needs them; with `weighted`
   * they shift the reported values and change no gradient. 1 by default, which estimates q(z) by the
   * mean of a batch.
   */
  readonly rows: number;
}

export const totalCorrelationDefinition: RegularizerDefinition<TotalCorrelationOptions> = {
  // The density of the prior N(0, I) is a Gaussian likelihood, whose gradient has a weight a row.
  parts: [totalCorrelationKernels, gaussianKernels, importanceKernels],
  replacesKl: true,
  resolve({ alpha = 1, beta = 6, gamma = 1, sampling = 'weighted', rows = 1 }) {
    for (const [name, weight] of Object.entries({ alpha, beta, gamma })) {
      checkSchedule(`regularizer.${name}`, weight);
    }
    assertInRange('regularizer.sampling', oneOf(['weighted', 'stratified']), sampling);
    assertInRange('regularizer.rows', wholeNumber(1), rows);
    if (sampling === 'stratified' && rows === 1) {
      throw new ConfigError(
        'regularizer.sampling "stratified" takes the rows of the training data: give them as rows',
      );
    }
    return { kind: 'totalCorrelation', alpha, beta, gamma, sampling, rows };
  },
  record({ graph, posterior, draw: { z, samples }, prior }, options) {
    const { alpha, beta, gamma, sampling, rows } = options;
    const nll = prior.nll(graph, z, { name: 'kl.parts.prior', samples });
    const parts = totalCorrelation(
      graph,
      { z, stats: independentStats(posterior, options.kind), nll },
      { name: 'kl.parts', samples, stratified: sampling === 'stratified', dataRows: rows },
    );
    return {
      terms: {
        mutualInformation: { tensor: parts.mutualInformation, samples },
        totalCorrelation: { tensor: parts.totalCorrelation, samples },
        dimensionKl: { tensor: parts.dimensionKl, samples },
      },
      minimises: {
        mutualInformation: { option: 'regularizer.alpha', schedule: alpha },
        totalCorrelation: { option: 'regularizer.beta', schedule: beta },
        dimensionKl: { option: 'regularizer.gamma', schedule: gamma },
      },
    };
  },
};
