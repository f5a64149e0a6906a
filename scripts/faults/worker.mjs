// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Faults in the communication between page and worker, and in the priority of inference over
 * training. @type {readonly Fault[]}
 */
export const workerFaults = [
  {
    name: 'arguments-taken-from-the-caller',
    category: 'threads',
    file: 'src/worker/pack.ts',
    find: 'const copy = (view as Uint8Array).slice();',
    replace: 'const copy = view as Uint8Array;',
    tests: { files: ['tests/worker/pack.test.ts'] },
  },
  {
    name: 'fields-of-an-error-left-behind',
    category: 'threads',
    file: 'src/worker/errors.ts',
    find: 'fields: isDomException ? {} : ownFields(error),',
    replace: 'fields: { name },',
    tests: { files: ['tests/worker/errors.test.ts'] },
  },
  {
    name: 'abort-heard-after-the-call',
    category: 'threads',
    file: 'src/worker/channel.ts',
    find: '    stopListening();\n',
    replace: '',
    tests: { files: ['tests/worker/host.test.ts'], name: 'told of an abort' },
  },
  {
    name: 'epoch-does-not-wait-for-its-callback',
    category: 'callbacks',
    file: 'src/training/callbacks.ts',
    find: 'return await answer;',
    replace: 'return answer === false ? false : undefined;',
    tests: { files: ['tests/training/awaitedEpoch.test.ts'] },
  },
  {
    name: 'training-does-not-give-way',
    category: 'concurrency',
    file: 'src/runtime/bursts.ts',
    find: 'if (way) await way;',
    replace: '',
    tests: { files: ['tests/training/rightOfWay.test.ts'], name: 'while a model decodes' },
  },
];
