import { COUNTS } from '../../data/domain.ts';
import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { groups } from './groups.ts';
import type { LikelihoodDefinition } from './likelihood.ts';

/**
 * Counts over all columns, such as the words of a text or the items of a user, without the
 * multinomial coefficient, which does not depend on the parameters. Source: Liang et al.,
 * "Variational autoencoders for collaborative filtering", 2018.
 */
export interface MultinomialOptions {
  readonly kind: 'multinomial';
}

export const multinomial: LikelihoodDefinition<MultinomialOptions> = {
  parts: [categoricalKernels],
  resolve: () => ({ kind: 'multinomial' }),
  domain: COUNTS,
  meanFormula: () => 'softmax(y)',
  onnx: () => import('./onnx/multinomial.ts'),
  build: (context) => groups(context, context.columns),
};
