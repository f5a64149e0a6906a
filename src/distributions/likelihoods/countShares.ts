import { assertInRange, oneOf } from '../../checks.ts';
import { COUNTS } from '../../data/domain.ts';
import { broadcastKernels } from '../../kernels/catalogue/broadcast.generated.ts';
import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { countSharesKernels } from '../../kernels/catalogue/countShares.generated.ts';
import { negativeBinomialKernels } from '../../kernels/catalogue/negativeBinomial.generated.ts';
import { addCountDescriptors } from '../../kernels/countDescriptors.ts';
import { logRates } from '../../ops/logRates.ts';
import { negativeBinomialNll } from '../../ops/negativeBinomialNll.ts';
import { softmaxGroups } from '../../ops/softmaxGroups.ts';
import { zeroInflatedNll } from '../../ops/zeroInflatedNll.ts';
import { type LikelihoodDefinition, OUTPUT, prefixed, RECONSTRUCTION } from './likelihood.ts';
import { learnedOutput, networkOutput } from './secondOutput.ts';

/**
 * Counts that share the total of their row, such as the genes of a cell: negative binomial with mean
 * total · softmax(y). The total is that of the row, which is given, not modelled. Source: Lopez et al., "Deep
 * generative modeling for single-cell transcriptomics", 2018.
 */
export interface CountSharesOptions {
  readonly kind: 'countShares';
  /** The dispersion: a learned parameter per column, or computed for each value by a second output layer. */
  readonly dispersion: 'column' | 'network';
  /** `inflated` if a value may also be missed: 0 with a probability that a further output layer computes. */
  readonly zeros: 'none' | 'inflated';
}

addCountDescriptors();

export const countShares: LikelihoodDefinition<CountSharesOptions> = {
  parts: [broadcastKernels, categoricalKernels, countSharesKernels, negativeBinomialKernels],
  resolve({ dispersion = 'column', zeros = 'none' }) {
    assertInRange('likelihood.dispersion', oneOf(['column', 'network']), dispersion);
    assertInRange('likelihood.zeros', oneOf(['none', 'inflated']), zeros);
    return { kind: 'countShares', dispersion, zeros };
  },
  domain: COUNTS,
  meanFormula: () => 'softmax(y)',
  onnx: () => import('./onnx/multinomial.ts'),
  build(context, { dispersion, zeros }) {
    const { columns } = context;
    const output = context.layer(prefixed(context, OUTPUT), columns);
    const dispersionOf =
      dispersion === 'column'
        ? learnedOutput(context, 'log_dispersion', columns)
        : networkOutput(context);
    const zeroLogits = zeros === 'inflated' && context.layer(prefixed(context, 'fc43'), columns);
    const starts = [0, columns];
    return {
      loss(graph, h, x, samples) {
        const rates = prefixed(context, 'log_rates');
        const logMean = logRates(graph, output(graph, h), x, { name: rates, samples });
        const logDispersion = dispersionOf(graph, h);
        const named = { name: prefixed(context, RECONSTRUCTION), samples };
        return zeroLogits
          ? zeroInflatedNll(
              graph,
              x,
              { logMean, logDispersion, zeroLogit: zeroLogits(graph, h) },
              named,
            )
          : negativeBinomialNll(graph, x, { logMean, logDispersion }, named);
      },
      mean: (graph, h) =>
        softmaxGroups(graph, output(graph, h), { name: prefixed(context, 'shares'), starts }),
    };
  },
};
