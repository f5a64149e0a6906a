import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { dropoutKernels } from '../../kernels/catalogue/dropout.generated.ts';
import { gaussianKernels } from '../../kernels/catalogue/gaussian.generated.ts';
import { importanceKernels } from '../../kernels/catalogue/importance.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { addExpertKernels } from '../../kernels/expertDescriptors.ts';
import { addLevelKernels } from '../../kernels/levelDescriptors.ts';
import { loadLayers } from '../../layers/registry.ts';
import type { Family } from '../family.ts';
import { loadSequence } from '../sequence/load.ts';
import {
  isOfTokens,
  type MultimodalArchitecture,
  type MultimodalArchitectureChoice,
  resolveMultimodal,
} from './architecture.ts';
import { MultimodalModel } from './model.ts';
import {
  checkMultimodalObjective,
  MULTIMODAL_OBJECTIVE,
  type MultimodalObjectiveOptions,
} from './objective.ts';

/** The family's additions to the types of architectures. */
export interface MultimodalFamilyTypes {
  readonly architecture: MultimodalArchitectureChoice;
}

/** VAEs of several modalities, such as images and their words, any of which may be missing. */
export const multimodalFamily: Family = {
  name: 'multimodal',
  defaults: { ...MULTIMODAL_OBJECTIVE },
  checkOptions: (options) =>
    checkMultimodalObjective(options as unknown as MultimodalObjectiveOptions),
  resolve: (given) => resolveMultimodal(given as MultimodalArchitectureChoice),
  async build(given) {
    const architecture = given as MultimodalArchitecture;
    addExpertKernels();
    addLevelKernels();
    addParts([arithmeticKernels, conditionKernels, dropoutKernels]);
    addParts([gaussianKernels, importanceKernels]);
    const { modalities, joint } = architecture;
    await Promise.all(
      Object.values(modalities).map(async (modality) => {
        if (isOfTokens(modality)) return loadSequence(modality);
        const { encoder, decoder, output } = modality;
        await loadLayers('encoder', encoder);
        await loadLayers('decoder', decoder);
        if (output) await loadLayers('output', [output]);
      }),
    );
    if (joint.kind === 'encoder') await loadLayers('encoder', joint.encoder);
    return new MultimodalModel(architecture);
  },
  onnx: () => import('./onnx.ts'),
};
