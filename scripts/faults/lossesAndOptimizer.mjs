// @ts-check

/** @import { Fault } from './types.ts' */

const TWINS = 'tests/kernels/twins.test.ts';
const HEALTH = 'tests/kernels/health.test.ts';

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: [TWINS], name: `^${kernel} ` });

/** Faults in losses, noise, sums and the optimizer. @type {readonly Fault[]} */
export const lossAndOptimizerFaults = [
  {
    name: 'loss-counts-every-row',
    category: 'row mask',
    file: 'shaders/likelihood_forward.wgsl',
    find: 'select(0.0, sum, row < step.row_count)',
    replace: 'sum',
    tests: twins('likelihood_forward'),
  },
  {
    name: 'gradient-one-row-too-many',
    category: 'row mask',
    file: 'shaders/shared/loss_weight.wgsl',
    find: 'row < step.row_count',
    replace: 'row <= step.row_count',
    tests: twins('kl_backward'),
  },
  {
    name: 'loss-padding-columns',
    category: 'padding columns',
    file: 'shaders/likelihood_backward.wgsl',
    find: 'keep_columns(loss_weight(id.y) * gradient, id.x, K)',
    replace: 'loss_weight(id.y) * gradient',
    tests: twins('likelihood_backward'),
  },
  {
    name: 'missing-barrier',
    category: 'missing barrier',
    file: 'shaders/shared/sum64.wgsl',
    find: '    workgroupBarrier();\n',
    replace: '',
    tests: twins('sum_terms'),
  },
  {
    name: 'kl-factor',
    category: 'KL factor',
    file: 'shaders/shared/kl.wgsl',
    find: 'return 0.5 * (mu * mu + exp_remainder(logvar));',
    replace: 'return mu * mu + exp_remainder(logvar);',
    tests: twins('kl_forward'),
  },
  {
    name: 'kl-gradient-factor',
    category: 'KL factor',
    file: 'shaders/shared/kl.wgsl',
    find: '0.5 * (logvar + exp_remainder(logvar))',
    replace: 'logvar + exp_remainder(logvar)',
    tests: twins('kl_backward'),
  },
  {
    name: 'kl-gradient-overwritten',
    category: 'overwritten instead of accumulated',
    file: 'shaders/kl_backward.wgsl',
    find: 'dstats[logvar_index] += gradient.y;',
    replace: 'dstats[logvar_index] = gradient.y;',
    tests: twins('kl_backward'),
  },
  {
    name: 'loss-weight-of-another-term',
    category: 'loss weight',
    file: 'shaders/shared/loss_weight.wgsl',
    find: '[TERM / 4u][TERM % 4u]',
    replace: '[0][TERM % 4u]',
    tests: twins('kl_backward'),
  },
  {
    name: 'ring-slot-of-the-next-step',
    category: 'ring index',
    file: 'shaders/kl_forward_backward.wgsl',
    find: '(step.ring_slot % RING)',
    replace: '((step.ring_slot + 1u) % RING)',
    tests: twins('kl_forward_backward'),
  },
  {
    name: 'noise-counter-used-twice',
    category: 'random counter used twice',
    file: 'shaders/slots/noise/counter.wgsl',
    find: 'vec2u(step.counter, index + 1u)',
    replace: 'vec2u(step.counter, index)',
    tests: twins('reparameterize_forward'),
  },
  {
    name: 'noise-rows-overlap',
    category: 'random counter used twice',
    file: 'shaders/slots/noise/counter.wgsl',
    find: '(row * ((L + 3u) / 4u) + column4)',
    replace: '(row * (L / 4u) + column4)',
    tests: twins('standard_normal'),
  },
  {
    name: 'reparameterize-logvar-as-deviation',
    category: 'formula',
    file: 'shaders/reparameterize_forward.wgsl',
    find: 'exp(0.5 * logvar)',
    replace: 'exp(logvar)',
    tests: twins('reparameterize_forward'),
  },
  {
    name: 'adam-without-correction',
    category: "Adam's correction",
    file: 'shaders/shared/adam.wgsl',
    find: '(sqrt(v) / step.bias_correction2_sqrt + EPSILON);',
    replace: '(sqrt(v) + EPSILON);',
    tests: twins('optimizer_update'),
  },
  {
    name: 'adam-epsilon-inside-root',
    category: 'epsilon',
    file: 'shaders/shared/adam.wgsl',
    find: '(sqrt(v) / step.bias_correction2_sqrt + EPSILON);',
    replace: '(sqrt(v + EPSILON) / step.bias_correction2_sqrt);',
    tests: twins('optimizer_update'),
  },
  {
    name: 'weight-decay-of-the-l2-penalty-left-out',
    category: 'weight decay',
    file: 'shaders/shared/l2_penalty.wgsl',
    find: 'return g + WEIGHT_DECAY * w;',
    replace: 'return g;',
    tests: twins('optimizer_update'),
  },
  {
    name: 'nesterov-without-looking-ahead',
    category: 'formula',
    file: 'shaders/slots/optimizer/sgd.wgsl',
    find: 'select(m, g + MOMENTUM * m, NESTEROV)',
    replace: 'm',
    tests: twins('optimizer_update'),
  },
  {
    name: 'clipping-enlarges-small-gradients',
    category: 'clipping',
    file: 'shaders/clip_scale.wgsl',
    find: 'min(1.0, CLIP_NORM / (sqrt(total) + 1e-6))',
    replace: 'CLIP_NORM / (sqrt(total) + 1e-6)',
    tests: twins('clip_scale'),
  },
  {
    name: 'adam-moments-aliased',
    category: 'moments aliased',
    file: 'shaders/optimizer_update.wgsl',
    find: 'state[2u * P4 + i] = after.v;',
    replace: 'state[P4 + i] = after.v;',
    tests: twins('optimizer_update'),
  },
  {
    name: 'adam-ignores-health',
    category: 'health',
    file: 'shaders/optimizer_update.wgsl',
    find: 'if (atomicLoad(&health[0]) < step.counter) {',
    replace: 'if (false) {',
    tests: { files: [HEALTH] },
  },
  {
    name: 'sums-of-the-first-part',
    category: 'loss terms in parts',
    file: 'shaders/sum_terms.wgsl',
    find: 'const SLOT_WIDTH = PARTS * (',
    replace: 'const SLOT_WIDTH = (',
    tests: twins('sum_terms'),
  },
  {
    name: 'sums-blame-the-last-step',
    category: 'health',
    file: 'shaders/sum_terms.wgsl',
    find: 'step.counter - (step.ring_slot - workgroup.x)',
    replace: 'step.counter',
    tests: { files: [HEALTH] },
  },
  {
    name: 'nan-and-infinity-count-as-finite',
    category: 'health',
    file: 'shaders/shared/finite.wgsl',
    find: 'return all(exponents != vec4u(0x7f800000u));',
    replace: 'return all(bitcast<vec4u>(values) <= vec4u(0xff800000u));',
    tests: { files: [HEALTH] },
  },
];
