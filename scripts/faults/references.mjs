// @ts-check

/** @import { Fault } from './types.ts' */

/** Tests that compare float64 twins with PyTorch and with 50-digit results. */
const likelihoods = { files: ['tests/parity/likelihoods.test.ts'] };

/** Faults in the twins, the references of the kernels. @type {readonly Fault[]} */
export const referenceFaults = [
  {
    name: 'twin-loss-without-its-tail',
    category: 'numerics of a twin',
    file: 'src/reference/slots/likelihood/bernoulli.ts',
    find: 'Math.log1p(Math.exp(-Math.abs(logit)))',
    replace: 'Math.log(1 + Math.exp(-Math.abs(logit)))',
    tests: likelihoods,
  },
  {
    name: 'twin-gradient-of-negative-logits',
    category: 'numerics of a twin',
    file: 'src/reference/slots/likelihood/bernoulli.ts',
    find: '(logit >= 0 ? 1 : small)',
    replace: '(logit >= 0 ? 1 : 1 - small)',
    tests: likelihoods,
  },
];
