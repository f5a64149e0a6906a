// @ts-check
import { fusedKernelFaults } from './fusedKernels.mjs';
import { fusionFaults } from './fusion.mjs';
import { kernelFaults } from './kernels.mjs';
import { lossAndAdamFaults } from './lossesAndAdam.mjs';
import { productFaults } from './products.mjs';
import { rankingFaults } from './ranking.mjs';
import { recordingFaults } from './recording.mjs';
import { runningFaults } from './running.mjs';

/** Every fault, from the shaders to the trainer. */
export const faults = [
  ...kernelFaults,
  ...productFaults,
  ...lossAndAdamFaults,
  ...fusedKernelFaults,
  ...recordingFaults,
  ...fusionFaults,
  ...runningFaults,
  ...rankingFaults,
];
