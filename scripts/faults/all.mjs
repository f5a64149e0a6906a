// @ts-check
import { kernelFaults } from './kernels.mjs';
import { lossAndAdamFaults } from './lossesAndAdam.mjs';
import { recordingFaults } from './recording.mjs';
import { runningFaults } from './running.mjs';

/** Every fault, from the shaders to the trainer. */
export const faults = [...kernelFaults, ...lossAndAdamFaults, ...recordingFaults, ...runningFaults];
