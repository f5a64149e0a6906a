import { shown } from '../../checks.ts';
import { COUNTS } from '../../data/domain.ts';
import { ConfigError } from '../../errors.ts';
import { broadcastKernels } from '../../kernels/catalogue/broadcast.generated.ts';
import { expKernels } from '../../kernels/catalogue/exp.generated.ts';
import { negativeBinomialKernels } from '../../kernels/catalogue/negativeBinomial.generated.ts';
import { negativeBinomialNll } from '../../ops/negativeBinomialNll.ts';
import { type LikelihoodDefinition, OUTPUT, prefixed, RECONSTRUCTION } from './likelihood.ts';
import { learnedOutput, networkOutput } from './secondOutput.ts';

/**
 * Counts with a greater variance than Poisson counts, such as gene expression: mean m, variance m +
 * m² / r. Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", 2018.
 */
export interface NegativeBinomialOptions {
  readonly kind: 'negativeBinomial';
  /**
   * The dispersion r: a learned parameter per column, or computed for each value by a second output
   * layer.
   */
  readonly dispersion: 'column' | 'network';
}

export const negativeBinomial: LikelihoodDefinition<NegativeBinomialOptions> = {
  parts: [broadcastKernels, expKernels, negativeBinomialKernels],
  resolve({ dispersion = 'column' }) {
    if (dispersion !== 'column' && dispersion !== 'network') {
      throw new ConfigError(
        `likelihood.dispersion must be "column" or "network", got ${shown(dispersion)}`,
      );
    }
    return { kind: 'negativeBinomial', dispersion };
  },
  domain: COUNTS,
  meanFormula: () => 'exp(y)',
  onnx: () => import('./onnx/exp.ts'),
  build(context, { dispersion }) {
    const means = context.layer(prefixed(context, OUTPUT), context.columns);
    const dispersionOf =
      dispersion === 'column'
        ? learnedOutput(context, 'log_dispersion', context.columns)
        : networkOutput(context);
    return {
      loss(graph, h, x, samples, observed) {
        const logMean = means(graph, h);
        const logDispersion = dispersionOf(graph, h);
        const named = { name: prefixed(context, RECONSTRUCTION), samples, observed };
        return negativeBinomialNll(graph, x, { logMean, logDispersion }, named);
      },
      mean: (graph, h) => means(graph, h, 'exp'),
    };
  },
};
