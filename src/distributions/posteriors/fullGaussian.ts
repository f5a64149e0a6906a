import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { covarianceKernels } from '../../kernels/catalogue/covariance.generated.ts';
import { addDescriptors } from '../../kernels/descriptors.ts';
import { priorDescriptors } from '../../kernels/priorDescriptors.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { dense } from '../../ops/dense.ts';
import { fullKl } from '../../ops/fullKl.ts';
import { lowerProduct } from '../../ops/lowerProduct.ts';
import { marginalMoments } from '../../ops/marginalMoments.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { sampledKl } from '../../ops/sampledKl.ts';
import { weightedSum } from '../../ops/weightedSum.ts';
import { standardNormalPrior } from '../priors/standardNormal.ts';
import type { Posterior, PosteriorDefinition } from './posterior.ts';

/** A Gaussian whose dimensions depend on one another, with any covariance. */
interface FullGaussianOptions {
  readonly kind: 'fullGaussian';
}

addDescriptors(priorDescriptors);

/**
 * z = mu + (diag(exp(logvar / 2)) + T) noise, with T below the diagonal: the Cholesky factor of the
 * covariance. The encoder gives mu, `fc21`, logvar, `fc22`, and T, `fc23`.
 * Source: Kingma & Welling, "An introduction to variational autoencoders", 2019, section 2.5.1.
 */
export const fullGaussianDefinition: PosteriorDefinition<FullGaussianOptions> = {
  parts: [covarianceKernels],
  resolve: () => ({ kind: 'fullGaussian' }),
  build({ layer, size }) {
    if (size < 2) {
      throw new ConfigError(
        'a "fullGaussian" posterior has a covariance, which takes a latent size of at least 2, ' +
          `got ${size}: take "gaussian"`,
      );
    }
    const parts = [{ name: 'fc21' }, { name: 'fc22' }];
    const diagonal = layer({ name: 'fc2', units: 2 * size, parts });
    const below = layer({ name: 'fc23', units: (size * (size - 1)) / 2 });
    return {
      name: 'fc21, fc22, fc23',
      moments: true,
      posterior: (graph, h) =>
        fullGaussianPosterior(graph, dense(graph, h, diagonal), dense(graph, h, below)),
    };
  },
  onnx: () => import('./onnx/fullGaussian.ts'),
};

/**
 * @param stats mu and the log of the squared diagonal, `[rows, 2 · latent]`
 * @param lower T, row by row: `[rows, latent · (latent - 1) / 2]`
 */
function fullGaussianPosterior(recorded: Graph, stats: Tensor, lower: Tensor): Posterior {
  const [rows = 0, width = 0] = stats.shape;
  const latent = width / 2;
  let moments: Tensor | undefined;
  return {
    /** Recorded where something asks for them, which training does not. */
    get moments() {
      moments ??= marginalMoments(recorded, stats, lower, { name: recorded.site('moments') });
      return moments;
    },
    sample(graph, { name, noise: source, samples = 1 }) {
      const noise = source.next(graph, rows * samples, latent);
      const own = { noise, samples };
      const alone = reparameterize(graph, stats, { ...own, name: `${name}.alone` });
      const shared = lowerProduct(graph, lower, { ...own, name: `${name}.shared`, latent });
      const z = weightedSum(graph, alone, shared, { name });
      // T has no part in the density: its determinant is that of the diagonal.
      const ratio = (to: Graph, at: { name: string }): Tensor =>
        sampledKl(to, stats, z, { ...at, noise });
      return {
        z,
        samples,
        nll: (to, at) =>
          combineTerms(
            to,
            standardNormalPrior(latent).nll(to, z, { name: `${at.name}.normal`, samples }),
            ratio(to, { name: `${at.name}.ratio` }),
            { ...at, weights: [1, -1], samples },
          ),
        logRatio: ({ kind }) => (kind === 'standardNormal' ? ratio : undefined),
      };
    },
    divergence: ({ kind }) =>
      kind === 'standardNormal'
        ? (graph, { name, rule = 'plain' }) => {
            if (rule !== 'plain') {
              throw new ConfigError(
                'freeBits and capacity take the KL of each latent dimension, and those of a ' +
                  '"fullGaussian" posterior depend on one another: leave them out',
              );
            }
            return fullKl(graph, stats, lower, { name });
          }
        : undefined,
  };
}
