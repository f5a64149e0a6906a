// @ts-check

/** @import { Fault } from './types.ts' */

const TWINS = ['tests/kernels/twins.test.ts'];
const FAMILY = ['tests/families/hierarchies.test.ts'];
const PARITY = ['tests/parity/hierarchies.test.ts'];

/**
 * Faults in hierarchies: Gaussians that depend on one another, and the order of the levels. @type
 * {readonly Fault[]}
 */
export const levelFaults = [
  {
    name: 'levels-prior-variance-ignores-the-mean',
    category: 'gradient',
    file: 'shaders/gaussian_kl_backward.wgsl',
    find: ' - 0.5 * gradient.x * moments.x',
    replace: '',
    tests: { files: TWINS, name: ' gaussian_kl_backward' },
  },
  {
    name: 'levels-kl-of-stale-rows',
    category: 'row mask',
    file: 'shaders/gaussian_kl_forward.wgsl',
    find: 'select(0.0, sum, row_counts(row))',
    replace: 'sum',
    tests: { files: TWINS, name: ' gaussian_kl_forward' },
  },
  {
    name: 'levels-ratio-without-the-noise',
    category: 'wrong formula',
    file: 'shaders/sampled_gaussian_kl_forward.wgsl',
    find: ' - noise[i] * noise[i]',
    replace: '',
    tests: { files: TWINS, name: 'sampled_gaussian_kl_forward' },
  },
  {
    name: 'levels-ratio-of-one-draw',
    category: 'gradient',
    file: 'shaders/sampled_gaussian_kl_backward.wgsl',
    find: 'weights += weight;',
    replace: 'weights = weight;',
    tests: { files: TWINS, name: 'sampled_gaussian_kl_backward' },
  },
  {
    name: 'levels-merged-by-variances',
    category: 'wrong formula',
    file: 'shaders/shared/precision.wgsl',
    find: 'logvar_a <= logvar_b',
    replace: 'logvar_a > logvar_b',
    tests: { files: TWINS, name: 'merge_gaussians_forward' },
  },
  {
    name: 'levels-merged-with-another-row',
    category: 'index',
    file: 'shaders/merge_gaussians_forward.wgsl',
    find: 'id.y / SAMPLES * STATS_WIDTH',
    replace: 'id.y % M * STATS_WIDTH',
    tests: { files: TWINS, name: 'merge_gaussians_forward' },
  },
  {
    name: 'levels-variances-among-the-means',
    category: 'index',
    file: 'shaders/relative_gaussian.wgsl',
    find: 'y[index + WHOLE]',
    replace: 'y[index + L]',
    tests: { files: TWINS, name: 'relative_gaussian' },
  },
  {
    name: 'levels-ladder-draws-before-it-merges',
    category: 'wrong formula',
    file: 'src/families/ladder/inference.ts',
    find: 'take(graph, q, {',
    replace: 'take(graph, own, {',
    tests: { files: PARITY, name: 'ladder' },
  },
  {
    name: 'levels-closed-form-of-a-sampled-prior',
    category: 'wrong formula',
    file: 'src/families/hierarchical/inference.ts',
    find: 'downward: false',
    replace: 'downward: true',
    tests: { files: PARITY, name: 'hierarchical' },
  },
  {
    name: 'levels-code-upside-down',
    category: 'index',
    file: 'src/families/levels/model.ts',
    find: 'levels.slice(0, place).reduce',
    replace: 'levels.slice(place + 1).reduce',
    tests: { files: FAMILY, name: 'stand side by side' },
  },
  {
    name: 'levels-floor-of-the-lowest',
    category: 'wrong index',
    file: 'src/families/levels/model.ts',
    find: 'floors[place] ?? 0',
    replace: 'floors[0] ?? 0',
    tests: { files: FAMILY, name: 'a floor keeps' },
  },
  {
    name: 'levels-schedules-in-lists-not-loaded',
    category: 'loading',
    file: 'src/families/levels/levelsFamily.ts',
    find: 'loadSchedules([beta].flat())',
    replace: 'loadSchedules([beta])',
    tests: { files: ['tests/loading/record.test.ts'], name: 'ladder.*warmup' },
  },
];
