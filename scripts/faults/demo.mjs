// @ts-check

/** @import { Fault } from './types.ts' */

/** Faults in the demo page that tests detect without a browser. @type {readonly Fault[]} */
export const demoFaults = [
  {
    name: 'a-drag-waits-for-every-answer',
    category: 'page',
    file: 'demo/src/session/latest.ts',
    find: 'waiting = { question };',
    replace: 'waiting ??= { question };',
    tests: { files: ['tests/demo/session/latest.test.ts'] },
  },
  {
    name: 'a-long-curve-loses-its-scale',
    category: 'page',
    file: 'demo/src/session/lossCurve.ts',
    find: 'this.#stretch *= 2;',
    replace: 'this.#stretch += 2;',
    tests: { files: ['tests/demo/session/lossCurve.test.ts'] },
  },
  {
    name: 'a-link-takes-nothing-for-zero',
    category: 'page',
    file: 'demo/src/session/settingFields.ts',
    find: "return text.trim() === '' ? Number.NaN : Number(text);",
    replace: 'return Number(text);',
    tests: { files: ['tests/demo/session/settingsLink.test.ts'] },
  },
  {
    name: 'likelihood-makes-no-other-model',
    category: 'page',
    file: 'demo/src/session/settings.ts',
    find: "  'likelihood',\n  'seed',",
    replace: "  'seed',",
    tests: { files: ['tests/demo/session/settingsLink.test.ts'] },
  },
  {
    name: 'small-numbers-are-nearly-black',
    category: 'page',
    file: 'demo/src/data/images/intensities.ts',
    find: '2 * largest < BYTE_WHITE ? largest : BYTE_WHITE',
    replace: 'BYTE_WHITE',
    tests: { files: ['tests/demo/data/images.test.ts', 'tests/demo/data/readFiles.test.ts'] },
  },
  {
    name: 'held-out-texts-are-trained-on',
    category: 'page',
    file: 'demo/src/data/texts/textSet.ts',
    find: 'train: chosen.slice(held),',
    replace: 'train: chosen,',
    tests: { files: ['tests/demo/texts/textSet.test.ts'] },
  },
];
