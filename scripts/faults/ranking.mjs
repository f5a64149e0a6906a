// @ts-check

/** @import { Fault } from './types.ts' */

const metrics = { files: ['tests/evaluation/ranking.test.ts'] };

/** Faults in ranking metrics. @type {readonly Fault[]} */
export const rankingFaults = [
  {
    name: 'ranking-discount-off-by-one',
    category: 'formula',
    file: 'src/evaluation/ranking.ts',
    find: 'gain += share / Math.log2(i + 2)',
    replace: 'gain += share / Math.log2(i + 3)',
    tests: metrics,
  },
  {
    name: 'ranking-tied-items-all-first',
    category: 'ties',
    file: 'src/evaluation/ranking.ts',
    find: 'shares.fill(hits / (end - start), start, end)',
    replace: 'shares.fill(Math.min(hits, 1), start, end)',
    tests: metrics,
  },
  {
    name: 'ranking-recall-over-all-relevant',
    category: 'formula',
    file: 'src/evaluation/ranking.ts',
    find: 'return hits / Math.min(k, relevant);',
    replace: 'return hits / relevant;',
    tests: metrics,
  },
  {
    name: 'hold-out-leaves-hidden-items-in-the-input',
    category: 'leakage',
    file: 'src/data/holdOut.ts',
    find: 'input.data[base + item] = 0;',
    replace: 'input.data[base + item] = target.data[base + item] as number;',
    tests: { files: ['tests/data/holdOut.test.ts'] },
  },
];
