// @ts-check

/** @import { Fault } from './types.ts' */

const metrics = { files: ['tests/evaluation/ranking.test.ts'] };
const topColumns = { files: ['tests/kernels/twins.test.ts'], name: '^top_columns ' };

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
    name: 'known-items-are-recommended',
    category: 'leakage',
    file: 'shaders/top_columns.wgsl',
    find: ' & (known[row * WIDTH + k] == 0.0)',
    replace: '',
    tests: topColumns,
  },
  {
    name: 'lane-keeps-a-column-that-was-taken',
    category: 'index',
    file: 'shaders/top_columns.wgsl',
    find: 'select(0u, K, own.number == best.number)',
    replace: 'select(0u, K, own.number == best.number && j % 2u == 0u)',
    tests: topColumns,
  },
  {
    name: 'places-without-an-item-are-recommended',
    category: 'index',
    file: 'src/inference/recommend.ts',
    find: 'const count = end < 0 ? k : end;',
    replace: 'const count = end < 0 ? k : end + 1;',
    tests: {
      files: ['tests/families/recommendation.test.ts'],
      name: 'order of the reconstruction',
    },
  },
  {
    name: 'hold-out-leaves-hidden-items-in-the-input',
    category: 'leakage',
    file: 'src/data/hideItems.ts',
    find: '(row, column) => !isHidden(row, column)',
    replace: '() => true',
    tests: { files: ['tests/data/holdOut.test.ts'] },
  },
];
