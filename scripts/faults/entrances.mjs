// @ts-check

/** @import { Fault } from './types.ts' */

const ENTRANCES = { files: ['tests/entrances/entrances.test.ts'] };

/** Faults in the checks of what callers give. @type {readonly Fault[]} */
export const entranceFaults = [
  {
    name: 'domain-without-upper-end',
    category: 'entrance',
    file: 'src/data/domain.ts',
    find: 'if (!(value >= least && value <= most)) return i;',
    replace: 'if (!(value >= least)) return i;',
    tests: { ...ENTRANCES, name: 'a value above 1' },
  },
  {
    name: 'unknown-options-ignored',
    category: 'entrance',
    file: 'src/checks.ts',
    find: 'knownFields(of, dropUndefined(given), Object.keys(ranges));',
    replace: '',
    tests: { ...ENTRANCES, name: 'options: an unknown name' },
  },
  {
    name: 'rows-read-after-the-call',
    category: 'entrance',
    file: 'src/data/table.ts',
    find: 'data: field.data.slice()',
    replace: 'data: field.data',
    tests: { ...ENTRANCES, name: 'as it was at the call' },
  },
  {
    name: 'weights-that-are-not-finite',
    category: 'entrance',
    file: 'src/checkpoints/readTensor.ts',
    find: '  assertFinite(name, values);',
    replace: '',
    tests: { ...ENTRANCES, name: 'weights that are not finite' },
  },
];
