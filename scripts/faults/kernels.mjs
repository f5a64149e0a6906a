// @ts-check

/** @import { Fault } from './types.ts' */

const TWINS = 'tests/kernels/twins.test.ts';

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: [TWINS], name: `^${kernel} ` });

/** Faults in products, loads and activations. @type {readonly Fault[]} */
export const kernelFaults = [
  {
    name: 'forward-ragged-k',
    category: 'ragged tail',
    file: 'shaders/dense_forward.wgsl',
    find: 'const INNER4 = (K + 7u) / 8u * 2u;',
    replace: 'const INNER4 = K / 8u * 2u;',
    tests: twins('dense_forward'),
  },
  {
    name: 'backward-ragged-n',
    category: 'ragged tail',
    file: 'shaders/dense_backward_input.wgsl',
    find: 'const INNER4 = (N + 7u) / 8u * 2u;',
    replace: 'const INNER4 = N / 8u * 2u;',
    tests: twins('dense_backward_input'),
  },
  {
    name: 'backward-ragged-m',
    category: 'ragged tail',
    file: 'shaders/dense_backward_weight.wgsl',
    find: 'const INNER4 = (M + 7u) / 8u * 2u;',
    replace: 'const INNER4 = M / 8u * 2u;',
    tests: twins('dense_backward_weight'),
  },
  {
    name: 'forward-weight-transposed',
    category: 'transposed load',
    file: 'shaders/dense_forward.wgsl',
    find: 'return transpose(mat4x4f(',
    replace: 'return (mat4x4f(',
    tests: twins('dense_forward'),
  },
  {
    name: 'backward-dy-transposed',
    category: 'transposed load',
    file: 'shaders/dense_backward_weight.wgsl',
    find: 'return transpose(mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));',
    replace: 'return mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]);',
    tests: twins('dense_backward_weight'),
  },
  {
    name: 'bias-column',
    category: 'wrong column of the bias',
    file: 'shaders/dense_forward.wgsl',
    find: 'let b = bias[n4];',
    replace: 'let b = bias[column4];',
    tests: twins('dense_forward'),
  },
  {
    name: 'bias-gradient-column',
    category: 'wrong column of the bias',
    file: 'shaders/dense_backward_weight.wgsl',
    find: 'store_bias(row4);',
    replace: 'store_bias(row4 & ~1u);',
    tests: twins('dense_backward_weight'),
  },
  {
    name: 'bias-gradient-overwritten',
    category: 'overwritten instead of accumulated',
    file: 'shaders/dense_backward_weight.wgsl',
    find: 'dbias[n4] += sums;',
    replace: 'dbias[n4] = sums;',
    tests: twins('dense_backward_weight'),
  },
  {
    name: 'input-gradient-overwritten',
    category: 'overwritten instead of accumulated',
    file: 'shaders/dense_backward_input.wgsl',
    find: 'dx[index] += value;',
    replace: 'dx[index] = value;',
    tests: twins('dense_backward_input'),
  },
  {
    name: 'forward-padding-columns',
    category: 'padding columns',
    file: 'shaders/dense_forward.wgsl',
    find: 'keep_columns(activate(sums[half][i] + b), n4, N)',
    replace: 'activate(sums[half][i] + b)',
    tests: twins('dense_forward'),
  },
  {
    name: 'gather-without-index',
    category: 'row index',
    file: 'shaders/slots/load/gather_u8.wgsl',
    find: 'row_index[step.first_row + min(row, step.row_count - 1u)]',
    replace: '(step.first_row + min(row, step.row_count - 1u) + 0u * row_index[0])',
    tests: twins('gather'),
  },
  {
    name: 'gather-skips-an-entry',
    category: 'permutation entry skipped',
    file: 'shaders/slots/load/gather_f32.wgsl',
    find: 'step.first_row + min(',
    replace: 'step.first_row + 1u + min(',
    tests: twins('gather'),
  },
  {
    name: 'relu-mask-at-zero',
    category: 'ReLU mask',
    file: 'shaders/slots/activation_gradient/relu.wgsl',
    find: 'activated[index] > vec4f()',
    replace: 'activated[index] >= vec4f()',
    tests: twins('activation_backward'),
  },
  {
    name: 'relu-mask-inverted',
    category: 'ReLU mask',
    file: 'shaders/slots/activation_gradient/relu.wgsl',
    find: 'select(vec4f(), vec4f(1.0),',
    replace: 'select(vec4f(1.0), vec4f(),',
    tests: twins('activation_backward'),
  },
  {
    name: 'sigmoid-clamp-sign',
    category: 'sign',
    file: 'shaders/slots/activation/sigmoid.wgsl',
    find: 'clamp(-value,',
    replace: 'clamp(value,',
    tests: twins('dense_forward'),
  },
  {
    name: 'tanh-gradient-sign',
    category: 'sign',
    file: 'shaders/slots/activation_gradient/tanh.wgsl',
    find: 'return 1.0 - y * y;',
    replace: 'return 1.0 + y * y;',
    tests: twins('dense_backward_input'),
  },
];
