// @ts-check
import { adversaryFaults } from './adversaries.mjs';
import { commandLineFaults } from './commandLine.mjs';
import { convolutionFaults } from './convolutions.mjs';
import { demoFaults } from './demo.mjs';
import { entranceFaults } from './entrances.mjs';
import { fieldFaults } from './fields.mjs';
import { flowFaults } from './flows.mjs';
import { fusedKernelFaults } from './fusedKernels.mjs';
import { fusionFaults } from './fusion.mjs';
import { imageFaults } from './images.mjs';
import { inputFaults } from './inputs.mjs';
import { judgingFaults } from './judging.mjs';
import { kernelFaults } from './kernels.mjs';
import { latentFaults } from './latents.mjs';
import { levelFaults } from './levels.mjs';
import { likelihoodFaults } from './likelihoods.mjs';
import { lossAndOptimizerFaults } from './lossesAndOptimizer.mjs';
import { modalityFaults } from './modalities.mjs';
import { normalizationFaults } from './normalization.mjs';
import { onGpuFaults } from './onGpu.mjs';
import { predictionFaults } from './prediction.mjs';
import { privacyFaults } from './privacy.mjs';
import { productFaults } from './products.mjs';
import { rankingFaults } from './ranking.mjs';
import { recordingFaults } from './recording.mjs';
import { referenceFaults } from './references.mjs';
import { runningFaults } from './running.mjs';
import { sequenceFaults } from './sequences.mjs';
import { tableFaults } from './tables.mjs';
import { updateFaults } from './updates.mjs';
import { webAssemblyFaults } from './webAssembly.mjs';
import { workerFaults } from './worker.mjs';

/** Every fault, from the shaders to the trainer. */
export const faults = [
  ...kernelFaults,
  ...inputFaults,
  ...fieldFaults,
  ...entranceFaults,
  ...onGpuFaults,
  ...productFaults,
  ...lossAndOptimizerFaults,
  ...privacyFaults,
  ...modalityFaults,
  ...fusedKernelFaults,
  ...recordingFaults,
  ...fusionFaults,
  ...runningFaults,
  ...updateFaults,
  ...adversaryFaults,
  ...referenceFaults,
  ...latentFaults,
  ...levelFaults,
  ...rankingFaults,
  ...tableFaults,
  ...judgingFaults,
  ...predictionFaults,
  ...commandLineFaults,
  ...likelihoodFaults,
  ...flowFaults,
  ...sequenceFaults,
  ...normalizationFaults,
  ...convolutionFaults,
  ...imageFaults,
  ...workerFaults,
  ...webAssemblyFaults,
  ...demoFaults,
];
