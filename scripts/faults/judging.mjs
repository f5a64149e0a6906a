// @ts-check

/** @import { Fault } from './types.ts' */

const accountant = { files: ['tests/privacy/accountant.test.ts'] };
const judging = { files: ['tests/evaluation/judging.test.ts'] };

/** Faults in privacy accountants and in figures of codes. @type {readonly Fault[]} */
export const judgingFaults = [
  {
    name: 'privacy-one-direction-only',
    category: 'privacy',
    file: 'src/privacy/accountant.ts',
    find: "(['removed', 'added'] as const)",
    replace: "(['added'] as const)",
    tests: accountant,
  },
  {
    name: 'privacy-conversion-without-the-order',
    category: 'privacy',
    file: 'src/privacy/renyi.ts',
    find: '(Math.log(delta) + Math.log(order))',
    replace: 'Math.log(delta)',
    tests: accountant,
  },
  {
    name: 'privacy-losses-rounded-down',
    category: 'privacy',
    file: 'src/privacy/lossDistribution.ts',
    find: 'Math.max(0, (p - Math.exp(loss) * q) / -Math.expm1(-width))',
    replace: '0',
    tests: accountant,
  },
  {
    name: 'privacy-sum-shifted-by-a-place',
    category: 'privacy',
    file: 'src/privacy/compose.ts',
    find: 're[modulo(first + i, size)] as number) / size',
    replace: 're[modulo(first + i + 1, size)] as number) / size',
    tests: accountant,
  },
  {
    name: 'privacy-steps-counted-anew',
    category: 'privacy',
    file: 'src/privacy/steps.ts',
    find: 'steps: last.steps + steps',
    replace: 'steps',
    tests: accountant,
  },
  {
    name: 'judging-alignment-without-centring',
    category: 'formula',
    file: 'src/evaluation/points/columns.ts',
    find: 'return column.map((value) => value - mean);',
    replace: 'return column.map((value) => value - mean / 2);',
    tests: judging,
  },
  {
    name: 'judging-dimension-of-all-ratios',
    category: 'formula',
    file: 'src/evaluation/shape/intrinsicDimension.ts',
    find: 'const LEFT_OUT = 0.1;',
    replace: 'const LEFT_OUT = 0.02;',
    tests: judging,
  },
  {
    name: 'judging-joint-density-without-its-mean',
    category: 'formula',
    file: 'src/evaluation/shape/totalCorrelation.ts',
    find: 'return largest + Math.log(sum / logs.length);',
    replace: 'return largest + Math.log(sum);',
    tests: judging,
  },
  {
    name: 'judging-penalty-on-biases',
    category: 'formula',
    file: 'src/evaluation/labelled/linearProbe.ts',
    find: 'isBias(k) ? 0 : penalty * weight',
    replace: 'penalty * weight',
    tests: judging,
  },
  {
    name: 'judging-attack-the-wrong-way-round',
    category: 'formula',
    file: 'src/evaluation/audit/membershipAttack.ts',
    find: 'auc: chanceOfLower(ranks, own.length)',
    replace: 'auc: 1 - chanceOfLower(ranks, own.length)',
    tests: judging,
  },
  {
    name: 'judging-more-training-than-test-rows',
    category: 'leakage',
    file: 'src/evaluation/audit/memorisation.ts',
    find: 'values.subarray(0, length)',
    replace: 'values',
    tests: judging,
  },
];
