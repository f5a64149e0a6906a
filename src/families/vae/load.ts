import { addParts } from '../../kernels/catalogue.ts';
import type { CataloguePart } from '../../kernels/catalogue.types.ts';
import { loadLayers } from '../../layers/registry.ts';
import type { VaeArchitecture } from './architecture.ts';
import { isClassic } from './latent.ts';
import { VaeModel } from './model.ts';
import { otherPrograms } from './others.ts';

/**
 * Loads the kernels that a resolved architecture needs beyond the classic model, and builds the
 * model.
 */
export async function loadVae(architecture: VaeArchitecture): Promise<VaeModel> {
  const { output, condition, binarize, inputDropout, normalizeInput, flip } = architecture;
  const parts: Promise<CataloguePart>[] = [];
  if (condition > 0) {
    parts.push(
      import('../../kernels/catalogue/condition.generated.ts').then(
        ({ conditionKernels }) => conditionKernels,
      ),
    );
  }
  if (binarize !== 'none' || inputDropout > 0 || normalizeInput || flip) {
    parts.push(
      import('../../kernels/catalogue/transforms.generated.ts').then(
        ({ transformsKernels }) => transformsKernels,
      ),
    );
  }
  if (!isClassic(architecture.latent)) {
    parts.push(
      ...[
        import('../../kernels/catalogue/arithmetic.generated.ts').then(
          ({ arithmeticKernels }) => arithmeticKernels,
        ),
        import('../../kernels/catalogue/importance.generated.ts').then(
          ({ importanceKernels }) => importanceKernels,
        ),
        import('../../kernels/catalogue/gaussian.generated.ts').then(
          ({ gaussianKernels }) => gaussianKernels,
        ),
      ],
    );
  }
  const [loaded] = await Promise.all([
    Promise.all(parts),
    loadLayers('encoder', architecture.encoder),
    loadLayers('decoder', architecture.decoder),
    output && loadLayers('output', [output]),
    isClassic(architecture.latent) ? undefined : otherPrograms.load(),
  ]);
  addParts(loaded);
  return new VaeModel(architecture);
}
