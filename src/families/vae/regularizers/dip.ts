import { assertInRange, oneOf } from '../../../checks.ts';
import { decorrelationKernels } from '../../../kernels/catalogue/decorrelation.generated.ts';
import { decorrelation } from '../../../ops/decorrelation.ts';
import { checkAmount } from '../../../schedules/kind.ts';
import { independentStats } from './independentStats.ts';
import type { RegularizerDefinition } from './regularizer.ts';

/**
 * Moves the covariance of the code towards that of independent dimensions of variance 1. Source: Kumar
 * et al., "Variational inference of disentangled latent concepts from unlabeled observations", 2018.
 */
export interface DipOptions {
  readonly kind: 'dip';
  /**
   * Whose covariance: that of the posterior `means` (DIP-VAE-I), or of `samples` of the aggregate
   * posterior (DIP-VAE-II). `samples` by default.
   */
  readonly of: 'means' | 'samples';
  /** Weight of the squared covariances. 10 by default. */
  readonly offDiagonal: number;
  /**
   * Weight of the squared distances of the variances from 1. 10 times `offDiagonal` for `means`, else
   * `offDiagonal`, by default.
   */
  readonly diagonal: number;
}

export const dip: RegularizerDefinition<DipOptions> = {
  parts: [decorrelationKernels],
  resolve({
    of = 'samples',
    offDiagonal = 10,
    diagonal = of === 'means' ? 10 * offDiagonal : offDiagonal,
  }) {
    assertInRange('regularizer.of', oneOf(['means', 'samples']), of);
    checkAmount('regularizer.offDiagonal', offDiagonal);
    checkAmount('regularizer.diagonal', diagonal);
    return { kind: 'dip', of, offDiagonal, diagonal };
  },
  record({ graph, posterior }, { kind, of, offDiagonal, diagonal }) {
    const tensor = decorrelation(graph, independentStats(posterior, kind), {
      name: 'dip',
      aggregate: of === 'samples',
      offDiagonal,
      diagonal,
    });
    return { terms: { dip: { tensor } }, minimises: { dip: 1 } };
  },
};
