import { assertInRange, wholeNumber } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { lowRankKernels } from '../../kernels/catalogue/lowRank.generated.ts';
import { addLowRankDescriptors } from '../../kernels/lowRankDescriptors.ts';
import { dense } from '../../ops/dense.ts';
import type { LowRankGaussian } from '../../ops/lowRank.ts';
import { lowRankKl } from '../../ops/lowRankKl.ts';
import { lowRankMoments } from '../../ops/lowRankMoments.ts';
import { lowRankNll } from '../../ops/lowRankNll.ts';
import { lowRankProduct } from '../../ops/lowRankProduct.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { weightedSum } from '../../ops/weightedSum.ts';
import type { Posterior, PosteriorDefinition } from './posterior.ts';

/** A Gaussian whose dimensions depend on one another along few directions. */
interface LowRankGaussianOptions {
  readonly kind: 'lowRankGaussian';
  /** Columns of U, from 1 to 8; 2 by default. */
  readonly rank: number;
}

/** A thread keeps half of the square of the rank. */
const RANK = wholeNumber(1, 8);

addLowRankDescriptors();

/**
 * z = mu + exp(logvar / 2) noise + U noise': covariance diag(exp(logvar)) + U Uᵀ. The encoder gives mu,
 * `fc21`, logvar, `fc22`, and U, row by row, `fc23`.
 * Source: Rezende, Mohamed & Wierstra, "Stochastic backpropagation and approximate inference in deep
 * generative models", 2014, section 4.3, who give the inverse of the covariance such a form.
 */
export const lowRankGaussianDefinition: PosteriorDefinition<LowRankGaussianOptions> = {
  parts: [lowRankKernels],
  resolve({ rank = 2 }) {
    assertInRange('latent.rank', RANK, rank);
    return { kind: 'lowRankGaussian', rank };
  },
  build({ layer, size }, { rank }) {
    const parts = [{ name: 'fc21' }, { name: 'fc22' }];
    const stats = layer({ name: 'fc2', units: 2 * size, parts });
    const directions = layer({ name: 'fc23', units: size * rank });
    return {
      name: 'fc21, fc22, fc23',
      note: `rank ${rank}`,
      moments: true,
      posterior: (graph, h) =>
        lowRankPosterior(graph, {
          gaussian: dense(graph, h, stats),
          factor: dense(graph, h, directions),
        }),
    };
  },
  onnx: () => import('./onnx/lowRankGaussian.ts'),
};

function lowRankPosterior(recorded: Graph, of: LowRankGaussian): Posterior {
  const { gaussian, factor } = of;
  const [rows = 0, width = 0] = gaussian.shape;
  const latent = width / 2;
  const rank = (factor.shape[1] ?? 0) / latent;
  let moments: Posterior['moments'];
  return {
    /** Recorded where something asks for them, which training does not. */
    get moments() {
      moments ??= lowRankMoments(recorded, of, { name: recorded.site('moments') });
      return moments;
    },
    sample(graph, { name, noise: source, samples = 1 }) {
      const noise = source.next(graph, rows * samples, latent);
      const common = source.next(graph, rows * samples, rank);
      const alone = reparameterize(graph, gaussian, { name: `${name}.alone`, noise, samples });
      const at = { name: `${name}.shared`, noise: common, samples, latent };
      const z = weightedSum(graph, alone, lowRankProduct(graph, factor, at), { name });
      return {
        z,
        samples,
        nll: (to, { name: term }) => lowRankNll(to, z, of, { name: term, samples }),
      };
    },
    divergence: ({ kind }) =>
      kind === 'standardNormal'
        ? (graph, { name, rule = 'plain' }) => {
            if (rule === 'plain') return lowRankKl(graph, of, { name });
            throw new ConfigError(
              'freeBits and capacity take the KL of each latent dimension, and those of a ' +
                '"lowRankGaussian" posterior depend on one another: leave them out',
            );
          }
        : undefined,
  };
}
