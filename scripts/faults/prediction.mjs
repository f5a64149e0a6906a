// @ts-check

/** @import { Fault } from './types.ts' */

/** Faults in predicting: the work of kernels, the model of a GPU. @type {readonly Fault[]} */
export const predictionFaults = [
  {
    name: 'all-in-flight-takes-no-time',
    category: 'prediction',
    file: 'src/profiling/gpuModel.ts',
    find: 'Math.max(1, Math.ceil(resident / Math.max(invocations, invocationsInFlight)))',
    replace: 'Math.ceil(resident / Math.max(invocations, invocationsInFlight))',
    tests: { files: ['tests/profiling/predict.test.ts'] },
  },
  {
    name: 'units-share-a-workgroup',
    category: 'prediction',
    file: 'src/profiling/gpuModel.ts',
    find: 'Math.ceil(workgroups / units) * invocations',
    replace: '(workgroups / units) * invocations',
    tests: { files: ['tests/profiling/predict.test.ts'] },
  },
  {
    name: 'last-turn-not-counted',
    category: 'work table',
    file: 'scripts/catalogue/trips.mjs',
    find: ' - 1) / ',
    replace: ') / ',
    tests: { files: ['tests/work/workTable.test.ts'], name: 'as many as it runs' },
  },
];
