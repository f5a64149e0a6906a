// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });
const families = (/** @type {string} */ name) => ({
  files: ['tests/families/table.test.ts'],
  name,
});
const unseen = (/** @type {string} */ name) => ({
  files: ['tests/families/unseenOutcomes.test.ts'],
  name,
});
const threshold = { files: ['tests/evaluation/threshold.test.ts'] };

/** Faults in tables with missing cells, and in limits of scores. @type {readonly Fault[]} */
export const tableFaults = [
  {
    name: 'missing-values-count-in-the-loss',
    category: 'mask',
    file: 'shaders/observed_likelihood_forward.wgsl',
    find: 'select(vec4f(), loss, observed[example * K4 + k4] != vec4f())',
    replace: 'select(vec4f(), loss, observed[example * K4 + k4] != vec4f(-1.0))',
    tests: twins('observed_likelihood_forward'),
  },
  {
    name: 'mask-of-the-sample-in-place-of-its-row',
    category: 'index',
    file: 'shaders/observed_likelihood_backward.wgsl',
    find: 'observed[example * K4 + id.x]',
    replace: 'observed[id.y * K4 + id.x]',
    tests: twins('observed_likelihood_backward'),
  },
  {
    name: 'weights-of-the-first-row',
    category: 'index',
    file: 'shaders/weighted_samples.wgsl',
    find: 'shares[first + s]',
    replace: 'shares[s]',
    tests: twins('weighted_samples'),
  },
  {
    name: 'imputed-numbers-stay-scaled',
    category: 'formula',
    file: 'src/families/table/rows.ts',
    find: 'first * deviation + mean',
    replace: 'first',
    tests: families('by quadrature'),
  },
  {
    name: 'imputation-without-importance',
    category: 'formula',
    file: 'src/families/table/model.ts',
    find: 'importanceShares(graph, loss, ratio,',
    replace: 'importanceShares(graph, ratio, ratio,',
    tests: families('by quadrature'),
  },
  {
    name: 'rows-without-an-outcome-take-the-encoder',
    category: 'formula',
    file: 'src/families/table/rows.ts',
    find: 'learned.every(',
    replace: 'learned.length === 0 && learned.every(',
    tests: unseen('the mean over the prior'),
  },
  {
    name: 'samples-of-the-prior-end-with-the-rows',
    category: 'mask',
    file: 'src/families/table/model.ts',
    find: "name: 'z', rows, noise, samples }",
    replace: "name: 'z', rows, noise }",
    tests: unseen('a row without any cell'),
  },
  {
    name: 'limit-one-place-too-low',
    category: 'off by one',
    file: 'src/evaluation/anomaly/threshold.ts',
    find: 'limit: sorted[place - 1] as number',
    replace: 'limit: sorted[place - 2] as number',
    tests: threshold,
  },
];
