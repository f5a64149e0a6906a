import { convolutionRules } from '../fusion/convolutions.ts';
import { recurrenceRules } from '../fusion/recurrences.ts';
import { addParts } from '../kernels/catalogue.ts';
import { addCategoricalDescriptors } from '../kernels/categoricalDescriptors.ts';
import { addCellDescriptors } from '../kernels/cellDescriptors.ts';
import { addCountDescriptors } from '../kernels/countDescriptors.ts';
import { addDescriptors } from '../kernels/descriptors.ts';
import { addExpertDescriptors } from '../kernels/expertDescriptors.ts';
import { addFlowDescriptors } from '../kernels/flowDescriptors.ts';
import { addImageDescriptors } from '../kernels/imageDescriptors.ts';
import { addLevelDescriptors } from '../kernels/levelDescriptors.ts';
import { addLowRankDescriptors } from '../kernels/lowRankDescriptors.ts';
import { addObjectiveDescriptors } from '../kernels/objectiveDescriptors.ts';
import { priorDescriptors } from '../kernels/priorDescriptors.ts';
import { addPrivacyDescriptors } from '../kernels/privacyDescriptors.ts';
import { addRankingDescriptors } from '../kernels/rankingDescriptors.ts';
import { addSequenceParts } from '../kernels/sequenceDescriptors.ts';
import { addSpectralDescriptors } from '../kernels/spectralDescriptors.ts';
import { others } from './others.ts';

/**
 * Loads every shader of the library and what fuses them, so that any operation can be recorded. Layers
 * of the app name it as their `load`, families of the app await it before they record operations.
 */
export async function loadAllKernels(): Promise<void> {
  const { allParts } = await import('../kernels/catalogue/allParts.generated.ts');
  addParts(allParts);
  addImageDescriptors();
  addExpertDescriptors();
  addLevelDescriptors();
  addFlowDescriptors();
  addObjectiveDescriptors();
  addDescriptors(priorDescriptors);
  addCategoricalDescriptors();
  addCountDescriptors();
  addLowRankDescriptors();
  addSpectralDescriptors();
  addPrivacyDescriptors();
  addRankingDescriptors();
  addCellDescriptors();
  addSequenceParts([]);
  await Promise.all([convolutionRules.load(), recurrenceRules.load(), others.load()]);
}
