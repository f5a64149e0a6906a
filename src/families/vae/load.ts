import { loadLikelihood } from '../../distributions/likelihoods/likelihoods.ts';
import { given } from '../../given.ts';
import { coreKernels } from '../../kernels/catalogue/core.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import type { CataloguePart } from '../../kernels/catalogue.types.ts';
import { SEED_CONFIG, type VaeConfigChoice } from './config.ts';

/**
 * Loads what a model needs that the classic one does not: from then on it can be made.
 * @throws ConfigError for a likelihood that does not exist
 */
export async function loadVae(choice: VaeConfigChoice): Promise<void> {
  const { likelihood, activation, condition, binarize, inputDropout, normalizeInput } = {
    ...SEED_CONFIG,
    ...given(choice),
  };
  const parts: Promise<CataloguePart>[] = [];
  if (!Object.hasOwn(coreKernels.slots.activation, activation)) {
    const part = import('../../kernels/catalogue/activations.generated.ts');
    parts.push(part.then(({ activationsKernels }) => activationsKernels));
  }
  if (condition > 0) {
    const part = import('../../kernels/catalogue/condition.generated.ts');
    parts.push(part.then(({ conditionKernels }) => conditionKernels));
  }
  if (binarize !== 'none' || inputDropout > 0 || normalizeInput) {
    const part = import('../../kernels/catalogue/transforms.generated.ts');
    parts.push(part.then(({ transformsKernels }) => transformsKernels));
  }
  const [loaded] = await Promise.all([Promise.all(parts), loadLikelihood(likelihood)]);
  addParts(loaded);
}
