import { assertInRange, wholeNumber } from '../../checks.ts';
import { activationsKernels } from '../../kernels/catalogue/activations.generated.ts';
import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { lowRankKernels } from '../../kernels/catalogue/lowRank.generated.ts';
import { addLowRankDescriptors } from '../../kernels/lowRankDescriptors.ts';
import { concat } from '../../ops/concat.ts';
import { lowRankNll } from '../../ops/lowRankNll.ts';
import { assertFloor, flooredLogvar } from './flooredLogvar.ts';
import { type LikelihoodDefinition, OUTPUT, prefixed, RECONSTRUCTION } from './likelihood.ts';
import { networkOutput } from './secondOutput.ts';

/** Real values whose noise depends on one another along few directions. */
export interface LowRankGaussianOptions {
  readonly kind: 'lowRankGaussian';
  /** Columns of U, from 1 to 8; 2 by default. */
  readonly rank: number;
  /** Added to the variances of the diagonal, so that the likelihood stays bounded; 1e-4 by default. */
  readonly floor: number;
}

/** A thread keeps half of the square of the rank. */
const RANK = wholeNumber(1, 8);

addLowRankDescriptors();

/**
 * N(mu, D + U Uᵀ). The decoder gives mu, `fc4`, the logs of D, `fc42`, and U, row by row, `fc43`.
 * Source: Monteiro et al., "Stochastic segmentation networks", 2020, whose logits have such a
 * covariance.
 */
export const lowRankGaussian: LikelihoodDefinition<LowRankGaussianOptions> = {
  parts: [lowRankKernels, activationsKernels, arithmeticKernels, conditionKernels],
  resolve({ rank = 2, floor = 1e-4 }) {
    assertInRange('likelihood.rank', RANK, rank);
    assertFloor(floor);
    return { kind: 'lowRankGaussian', rank, floor };
  },
  meanFormula: () => 'y',
  onnx: () => import('./onnx/identity.ts'),
  build(context, { rank, floor }) {
    const means = context.layer(prefixed(context, OUTPUT), context.columns);
    const spreads = networkOutput(context);
    const directions = context.layer(prefixed(context, 'fc43'), context.columns * rank);
    return {
      loss(graph, h, x, samples) {
        const mu = means(graph, h);
        const logvar = flooredLogvar(graph, spreads(graph, h), {
          name: prefixed(context, 'logvar'),
          floor,
        });
        const gaussian = concat(graph, mu, logvar, { name: prefixed(context, 'density') });
        const of = { gaussian, factor: directions(graph, h) };
        return lowRankNll(graph, x, of, { name: prefixed(context, RECONSTRUCTION), samples });
      },
      mean: (graph, h) => means(graph, h),
    };
  },
};
