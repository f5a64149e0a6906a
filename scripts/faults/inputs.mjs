// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/**
 * Faults in activations that need their input, in transforms of the data and in row ops.
 * @type {readonly Fault[]}
 */
export const inputFaults = [
  {
    name: 'gelu-of-the-other-tail',
    category: 'sign',
    file: 'shaders/shared/gaussian.wgsl',
    find: 'return select(tail, 1.0 - tail, x > vec4f());',
    replace: 'return select(1.0 - tail, tail, x > vec4f());',
    tests: twins('activation_forward'),
  },
  {
    name: 'gelu-gradient-without-x',
    category: 'gradient',
    file: 'shaders/slots/activation_gradient/gelu.wgsl',
    find: 'x * gaussian_density(x)',
    replace: 'gaussian_density(x)',
    tests: twins('activation_backward'),
  },
  {
    name: 'gradient-from-the-output-of-gelu',
    category: 'gradient',
    file: 'src/ops/activate.ts',
    find: '? preactivation : y;',
    replace: '? y : y;',
    tests: { files: ['tests/ops/activate.test.ts'], name: '^gradients ' },
  },
  {
    name: 'continuous-bernoulli-without-tail',
    category: 'formula',
    file: 'shaders/slots/activation/continuous_bernoulli_mean.wgsl',
    find: 'select(1.0 / size - tail,',
    replace: 'select(1.0 / size,',
    tests: twins('activation_forward'),
  },
  {
    name: 'same-draws-in-every-row',
    category: 'random counter used twice',
    file: 'shaders/shared/uniform.wgsl',
    find: '((step.data_row + row) * ((width + 3u) / 4u) + column4)',
    replace: '(0u * ((step.data_row + row) * ((width + 3u) / 4u)) + column4)',
    tests: twins('gather'),
  },
  {
    name: 'flip-reverses-colours',
    category: 'column offset',
    file: 'shaders/flip_images.wgsl',
    find: '(PICTURE_WIDTH - 1u) * CHANNELS - 2u * x * CHANNELS',
    replace: 'PICTURE_WIDTH * CHANNELS - 1u - 2u * (column % (PICTURE_WIDTH * CHANNELS))',
    tests: twins('flip_images'),
  },
  {
    name: 'all-images-of-a-batch-flip-together',
    category: 'random counter used twice',
    file: 'shaders/flip_images.wgsl',
    find: 'step.data_row + id.y)',
    replace: 'step.data_row)',
    tests: twins('flip_images'),
  },
  {
    name: 'flipped-in-evaluation',
    category: 'wrong tensor',
    file: 'src/families/vae/otherRows.ts',
    find: 'const flips = training && ',
    replace: 'const flips = ',
    tests: { files: ['tests/models/flip.test.ts'] },
  },
  {
    name: 'dropout-not-inverted',
    category: 'formula',
    file: 'shaders/slots/transform/dropout.wgsl',
    find: 'select(value / (1.0 - RATE),',
    replace: 'select(value,',
    tests: twins('gather'),
  },
  {
    name: 'transform-lost-in-fusion',
    category: 'fusion',
    file: 'src/fusion/gatherIntoLoad.ts',
    find: "    if (gather.slots.transform?.choice !== 'none') return undefined;\n",
    replace: '',
    tests: { files: ['tests/fusion/fusion.test.ts'] },
  },
  {
    name: 'concat-gradient-of-the-wrong-columns',
    category: 'column offset',
    file: 'src/ops/concat.ts',
    find: "take('b', b, first, samples);",
    replace: "take('b', b, 0, samples);",
    tests: { files: ['tests/ops/rows.test.ts'], name: '^concat ' },
  },
  {
    name: 'condition-of-another-row',
    category: 'row offset',
    file: 'shaders/concat.wgsl',
    find: 'b[id.y / SAMPLES * B_WIDTH',
    replace: 'b[id.y % M * B_WIDTH',
    tests: twins('concat'),
  },
  {
    name: 'encoder-sees-what-is-not-modelled',
    category: 'wrong tensor',
    file: 'src/families/vae/otherRows.ts',
    find: 'seen === given ? row',
    replace: 'seen === x ? row',
    tests: { files: ['tests/models/inputs.test.ts'] },
  },
  {
    name: 'condition-from-the-first-columns',
    category: 'column offset',
    file: 'src/inference/condition.ts',
    find: 'Math.floor(i / size), first + (i % size)',
    replace: 'Math.floor(i / size), i % size',
    tests: { files: ['tests/training/conditional.test.ts'], name: 'of whole rows' },
  },
  {
    name: 'slice-gradient-shifted',
    category: 'column offset',
    file: 'shaders/slice_columns_backward.wgsl',
    find: 'DY_WIDTH + column - FIRST]',
    replace: 'DY_WIDTH + column % WIDTH]',
    tests: twins('slice_columns_backward'),
  },
  {
    name: 'softmax-of-half-a-group',
    category: 'ragged tail',
    file: 'shaders/softmax_groups.wgsl',
    find: 'let end = row + starts[workgroup.x + 1u];',
    replace: 'let end = (first + row + starts[workgroup.x + 1u]) / 2u;',
    tests: twins('softmax_groups'),
  },
];
