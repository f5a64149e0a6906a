import { ConfigError } from '../../errors.ts';
import { activationsKernels } from '../../kernels/catalogue/activations.generated.ts';
import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { covarianceKernels } from '../../kernels/catalogue/covariance.generated.ts';
import { addDescriptors } from '../../kernels/descriptors.ts';
import { priorDescriptors } from '../../kernels/priorDescriptors.ts';
import { concat } from '../../ops/concat.ts';
import { fullNll } from '../../ops/fullNll.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { assertFloor, flooredLogvar } from './flooredLogvar.ts';
import { type LikelihoodDefinition, OUTPUT, prefixed, RECONSTRUCTION } from './likelihood.ts';
import { networkOutput } from './secondOutput.ts';

/** Real values whose noise has any covariance. */
export interface FullGaussianOptions {
  readonly kind: 'fullGaussian';
  /**
   * Added to the squared diagonal of the covariance's Cholesky factor, so that the likelihood stays
   * bounded; 1e-4 by default.
   */
  readonly floor: number;
}

/** Columns up to which the outputs, half of their square, are fewer than those of a wide layer. */
const MOST = 256;

addDescriptors(priorDescriptors);

/**
 * N(mu, C Cᵀ). The decoder gives mu, `fc4`, the log of the squared diagonal of C, `fc42`, and C below
 * it, row by row, `fc43`.
 * Source: Dorta et al., "Structured uncertainty prediction networks", 2018, who predict the factor of
 * the precision.
 */
export const fullGaussian: LikelihoodDefinition<FullGaussianOptions> = {
  parts: [covarianceKernels, activationsKernels, arithmeticKernels, conditionKernels],
  resolve({ floor = 1e-4 }) {
    assertFloor(floor);
    return { kind: 'fullGaussian', floor };
  },
  meanFormula: () => 'y',
  onnx: () => import('./onnx/identity.ts'),
  build(context, { floor }) {
    const { columns } = context;
    if (columns < 2 || columns > MOST) {
      throw new ConfigError(
        `a "fullGaussian" likelihood takes from 2 to ${MOST} columns, since it has an output for each ` +
          `pair of them, got ${columns}: take "${columns < 2 ? 'gaussian' : 'lowRankGaussian'}"`,
      );
    }
    const means = context.layer(prefixed(context, OUTPUT), columns);
    const spreads = networkOutput(context);
    const width = (columns * (columns - 1)) / 2;
    // A layer has as many outputs for each column; the last ones may be left over.
    const below = context.layer(prefixed(context, 'fc43'), columns * Math.ceil((columns - 1) / 2));
    return {
      loss(graph, h, x, samples) {
        const mu = means(graph, h);
        const logvar = flooredLogvar(graph, spreads(graph, h), {
          name: prefixed(context, 'logvar'),
          floor,
        });
        const gaussian = concat(graph, mu, logvar, { name: prefixed(context, 'density') });
        const lower = sliceColumns(graph, below(graph, h), {
          name: prefixed(context, 'lower'),
          first: 0,
          width,
        });
        const name = prefixed(context, RECONSTRUCTION);
        return fullNll(graph, x, { gaussian, lower }, { name, samples });
      },
      mean: (graph, h) => means(graph, h),
    };
  },
};
