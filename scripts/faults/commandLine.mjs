// @ts-check

/** @import { Fault } from './types.ts' */

/** Faults in the command line: its options, and its display of a model. @type {readonly Fault[]} */
export const commandLineFaults = [
  {
    name: 'resumed-under-another-likelihood',
    category: 'contradicting options',
    file: 'src/cli/architectureOptions.ts',
    find: 'if (wanted[name] === undefined',
    replace: "if (name === 'likelihood' || wanted[name] === undefined",
    tests: { files: ['tests/cli/architectureOptions.test.ts'] },
  },
  {
    name: 'likelihood-option-given-twice',
    category: 'contradicting options',
    file: 'src/cli/kindOption.ts',
    find: ' || options.has(name)',
    replace: '',
    tests: { files: ['tests/cli/likelihoodOption.test.ts'] },
  },
  {
    name: 'shares-relative-to-all-images',
    category: 'scale of a picture',
    file: 'src/cli/painter.ts',
    find: 'image.reduce(',
    replace: 'means.reduce(',
    tests: { files: ['tests/cli/painter.test.ts'] },
  },
];
