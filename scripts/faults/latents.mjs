// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Faults in the analysis of trained models, and in the return to the best epoch. @type {readonly
 * Fault[]}
 */
export const latentFaults = [
  {
    name: 'aggregate-posterior-not-a-mean',
    category: 'missing normalisation',
    file: 'shaders/aggregate_posterior.wgsl',
    find: ' - log(f32(N))',
    replace: '',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'aggregate_posterior' },
  },
  {
    name: 'log-sum-exp-keeps-the-old-scale',
    category: 'streaming sum',
    file: 'shaders/shared/log_sum_exp.wgsl',
    find: 'a.y * exp(a.x - largest) + ',
    replace: 'a.y + ',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'aggregate_posterior' },
  },
  {
    name: 'total-correlation-of-stale-rows',
    category: 'row mask',
    file: 'shaders/total_correlation_forward.wgsl',
    find: 'let batch = min(M, step.row_count);',
    replace: 'let batch = M;',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'total_correlation_forward' },
  },
  {
    name: 'discrepancy-counts-one-side',
    category: 'gradient',
    file: 'shaders/mmd_backward.wgsl',
    find: '4.0 * loss_weight',
    replace: '2.0 * loss_weight',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'mmd_backward' },
  },
  {
    name: 'doubly-reparameterized-share-not-squared',
    category: 'gradient',
    file: 'shaders/importance_bound_backward.wgsl',
    find: 'share * share',
    replace: 'share',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'importance_bound_backward' },
  },
  {
    name: 'relaxed-samples-without-their-temperature',
    category: 'gradient',
    file: 'shaders/concrete_backward.wgsl',
    find: '(dz[start + i] - mean) / temperature',
    replace: '(dz[start + i] - mean)',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'concrete_backward' },
  },
  {
    name: 'gumbel-noise-not-of-the-class',
    category: 'random stream',
    file: 'shaders/concrete_forward.wgsl',
    find: 'draws[column % 4u]',
    replace: 'draws[0]',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'concrete_forward' },
  },
  {
    name: 'categories-without-their-number',
    category: 'missing normalisation',
    file: 'shaders/categorical_kl_forward.wgsl',
    find: ' + log(f32(CLASSES))',
    replace: '',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'categorical_kl_forward' },
  },
  {
    name: 'training-takes-hard-samples',
    category: 'mode',
    file: 'src/distributions/posteriors/categorical.ts',
    find: 'return training',
    replace: 'return !training',
    tests: { files: ['tests/families/categorical.test.ts'] },
  },
  {
    name: 'mixture-weights-not-normalized',
    category: 'missing normalisation',
    file: 'shaders/mixture_density_forward.wgsl',
    find: 'select(0.0, normalizer - density, counts)',
    replace: 'select(0.0, -density, counts)',
    tests: { files: ['tests/kernels/twins.test.ts'], name: 'mixture_density_forward' },
  },
  {
    name: 'pseudo-inputs-end-with-the-batch',
    category: 'row mask',
    file: 'src/families/vae/model.ts',
    find: ', samples: rows.shape[0] ?? 1 }',
    replace: ' }',
    tests: { files: ['tests/families/priors.test.ts'], name: 'pseudo-inputs pass' },
  },
  {
    name: 'temperature-ignored',
    category: 'missing normalisation',
    file: 'shaders/standard_normal.wgsl',
    find: 'step.noise_scale * noise4',
    replace: 'noise4',
    tests: { files: ['tests/training/latents.test.ts'], name: 'temperature' },
  },
  {
    name: 'best-epoch-not-restored',
    category: 'snapshot at the wrong step',
    file: 'src/training/fitRun.ts',
    find: 'engine.snapshots.rewind(snapshot);',
    replace: 'engine.snapshots.last;',
    tests: { files: ['tests/training/earlyStopping.test.ts'], name: 'goes back to the best epoch' },
  },
  {
    name: 'slerp-without-lengths',
    category: 'wrong formula',
    file: 'src/inference/latent/interpolation.ts',
    find: 'const length = (1 - t) * lengthA + t * lengthB;',
    replace: 'const length = lengthA;',
    tests: { files: ['tests/latent/latent.test.ts'], name: 'keeps lengths' },
  },
];
