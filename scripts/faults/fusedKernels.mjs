// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare all results of a fused step with the twins, for models whose names begin with
 * `shape`.
 * @param {string} shape
 */
const step = (shape) => ({
  files: ['tests/fusion/onDevice.test.ts'],
  name: `^a fused step .*: ${shape} .*direct_8x8`,
});

/** Two hidden layers, and a batch with invalid rows. */
const odd = step('37-53-29-3');
/** Several blocks of latents. */
const wide = step('64-72-20');

/** Faults in the kernels that only fusion uses. @type {readonly Fault[]} */
export const fusedKernelFaults = [
  {
    name: 'latent-first-slice-left-out',
    category: 'sum in slices',
    file: 'shaders/latent_forward.wgsl',
    find: 'for (var slice = 0u;',
    replace: 'for (var slice = 1u;',
    tests: odd,
  },
  {
    name: 'latent-loss-counts-every-row',
    category: 'row mask',
    file: 'shaders/latent_forward.wgsl',
    find: 'select(0.0, kl, row < step.row_count)',
    replace: 'kl',
    tests: odd,
  },
  {
    name: 'latent-loss-in-one-part',
    category: 'loss terms in parts',
    file: 'shaders/latent_forward.wgsl',
    find: '((step.ring_slot % RING) * PARTS + part)',
    replace: '((step.ring_slot % RING) * PARTS)',
    tests: wide,
  },
  {
    name: 'latent-reaches-into-logvar',
    category: 'padding columns',
    file: 'shaders/latent_forward.wgsl',
    find: 'i < min(4u, L - 4u * part)',
    replace: 'i < 4u',
    tests: odd,
  },
  {
    name: 'latent-decoder-bias-column',
    category: 'wrong column of the bias',
    file: 'shaders/latent_forward.wgsl',
    find: 'parameters[BIAS3 + column4]',
    replace: 'parameters[BIAS3]',
    tests: odd,
  },
  {
    name: 'latent-gradient-slice-left-out',
    category: 'sum in slices',
    file: 'shaders/latent_backward.wgsl',
    find: 'for (var slice = 0u;',
    replace: 'for (var slice = 1u;',
    tests: odd,
  },
  {
    name: 'latent-kl-without-its-weight',
    category: 'loss weight',
    file: 'shaders/latent_backward.wgsl',
    find: 'let kl = weight * kl_gradient(',
    replace: 'let kl = kl_gradient(',
    tests: odd,
  },
  {
    name: 'latent-gradient-without-noise',
    category: 'formula',
    file: 'shaders/latent_backward.wgsl',
    find: '0.5 * dz[i] * noise[i] *',
    replace: '0.5 * dz[i] *',
    tests: odd,
  },
  {
    name: 'latent-gradient-blocks-swapped',
    category: 'formula',
    file: 'shaders/latent_backward.wgsl',
    find: 'partial[block_index(workgroup, PARTS + part) + local_row] = dlogvar;',
    replace: 'partial[block_index(workgroup, PARTS + part) + local_row] = dmu;',
    tests: odd,
  },
  {
    name: 'likelihood-term-part',
    category: 'loss terms in parts',
    file: 'shaders/dense_likelihood.wgsl',
    find: '* PARTS + column4 / 2u;',
    replace: '* PARTS + column4 / 4u;',
    tests: odd,
  },
  {
    name: 'likelihood-counts-every-row',
    category: 'row mask',
    file: 'shaders/dense_likelihood.wgsl',
    find: 'select(0.0, sum, row_counts(row))',
    replace: 'sum',
    tests: odd,
  },
  {
    name: 'likelihood-of-padding',
    category: 'padding columns',
    file: 'shaders/dense_likelihood.wgsl',
    find: 'losses += keep_columns(likelihood_loss(row, k4, outputs, x), k4, K);',
    replace: 'losses += likelihood_loss(row, k4, outputs, x);',
    tests: odd,
  },
  {
    name: 'likelihood-gradient-of-padding',
    category: 'padding columns',
    file: 'shaders/dense_likelihood.wgsl',
    find: '= keep_columns(gradient, k4, K);',
    replace: '= gradient;',
    tests: odd,
  },
  {
    name: 'update-bias-column',
    category: 'wrong column of the bias',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'update(layer.bias + row4, sum)',
    replace: 'update(layer.bias + (row4 & ~1u), sum)',
    tests: odd,
  },
  {
    name: 'update-bias-first-lanes',
    category: 'wrong column of the bias',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'i += WORKGROUP_X * WORKGROUP_Y',
    replace: 'i += TILE_ROWS4',
    tests: { files: ['tests/fusion/onDevice.test.ts'], name: 'quad_32x16' },
  },
  {
    name: 'update-of-another-layer',
    category: 'layer tables',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'DY[number], X[number],',
    replace: 'DY[number], X[max(number, 1u) - 1u],',
    tests: odd,
  },
  {
    name: 'update-tiles-miscounted',
    category: 'layer tables',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'tile -= across * down;',
    replace: 'tile -= across;',
    tests: step('101-67-50'),
  },
  {
    name: 'update-moments-aliased',
    category: 'moments aliased',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'state[2u * P4 + i] = after.v;',
    replace: 'state[P4 + i] = after.v;',
    tests: odd,
  },
  {
    name: 'update-ignores-health',
    category: 'health',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'halted = atomicLoad(&health[0]) < step.counter;',
    replace: 'halted = false;',
    tests: { files: ['tests/kernels/health.test.ts'], name: 'fused' },
  },
  {
    name: 'update-keeps-quiet-about-infinity',
    category: 'health',
    file: 'shaders/dense_backward_weight_update.wgsl',
    find: 'if (!optimizer_finite(after, g)) {',
    replace: 'if (false) {',
    tests: { files: ['tests/kernels/health.test.ts'], name: 'fused' },
  },
  {
    name: 'mixed-input-never-gathers',
    category: 'row index',
    file: 'shaders/slots/input/activations_or_u8.wgsl',
    find: 'if (start.y == 1u) {',
    replace: 'if (start.y == 2u) {',
    tests: odd,
  },
  {
    name: 'mixed-input-gathers-one-row',
    category: 'row index',
    file: 'shaders/slots/input/activations_or_f32.wgsl',
    find: 'row_index[picked.z]',
    replace: 'row_index[picked.y]',
    tests: wide,
  },
  {
    name: 'gathered-input-skips-rows',
    category: 'row index',
    file: 'shaders/slots/input/activations_or_u8.wgsl',
    find: '4u * i + vec4u(',
    replace: '4u * i + 1u + vec4u(',
    tests: odd,
  },
];
