// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/** Tests that compare layers with the definition of a convolution, and with finite differences. */
const DEFINITION = { files: ['tests/ops/convolution.test.ts'] };

/**
 * Tests of fused steps, by a part of their names.
 * @param {string} name
 */
const fused = (name) => ({ files: ['tests/fusion/convolution.test.ts'], name });

/** Faults in convolutions, from windows to their fusion. @type {readonly Fault[]} */
export const convolutionFaults = [
  {
    name: 'patch-one-pixel-too-far',
    category: 'edge of an image',
    file: 'shaders/shared/patches.wgsl',
    find: '(vec4u(x) < vec4u(WIDTH))',
    replace: '(vec4u(x) <= vec4u(WIDTH))',
    tests: twins('conv_forward'),
  },
  {
    name: 'patch-without-a-mask',
    category: 'edge of an image',
    file: 'shaders/shared/patches.wgsl',
    find: 'select(0.0, image_load(image, place / 4u)[place % 4u], inside)',
    replace: 'image_load(image, place / 4u)[place % 4u]',
    tests: twins('conv_forward'),
  },
  {
    name: 'patch-between-pixels',
    category: 'stride of a transposed convolution',
    file: 'shaders/shared/patches.wgsl',
    find: ' & (pixel_x * DIVIDE_X == x);',
    replace: ';',
    tests: twins('conv_transpose_forward'),
  },
  {
    name: 'patch-before-the-padding',
    category: 'padding',
    file: 'shaders/shared/patches.wgsl',
    find: 'STEP_X * vec4i(x) + FIRST_X,',
    replace: 'STEP_X * vec4i(x) + FIRST_Y,',
    tests: twins('conv_forward'),
  },
  {
    name: 'block-without-its-shift',
    category: 'padding',
    file: 'shaders/shared/blocks.wgsl',
    find: 'STRIDE_Y * (first_block_y() + y) - SHIFT_Y,',
    replace: 'STRIDE_Y * (first_block_y() + y),',
    tests: twins('conv_transpose_forward'),
  },
  {
    name: 'block-with-a-mirrored-tap',
    category: 'order of taps',
    file: 'shaders/shared/blocks.wgsl',
    find: 'STRIDE_X * (tap - tap_y * TAPS_X);',
    replace: 'STRIDE_X * (TAPS_X - 1u - (tap - tap_y * TAPS_X));',
    tests: twins('conv_backward_input'),
  },
  {
    name: 'block-with-weights-past-the-kernel',
    category: 'edge of a kernel',
    file: 'shaders/shared/blocks.wgsl',
    find: 'let inside = (y < vec4u(KERNEL_Y)) & (x < vec4u(KERNEL_X));',
    replace: 'let inside = (y < vec4u(KERNEL_Y + BLOCK_Y)) & (x < vec4u(KERNEL_X));',
    tests: twins('conv_transpose_forward'),
  },
  {
    name: 'surplus-columns-of-a-block-are-written',
    category: 'edge of an image',
    file: 'shaders/shared/blocks.wgsl',
    find: ' & (columns.y < vec4u(phase_y + BLOCK_Y))',
    replace: '',
    tests: twins('conv_transpose_forward'),
  },
  {
    name: 'phase-from-its-first-block',
    category: 'edge of an image',
    file: 'shaders/shared/blocks.wgsl',
    find: 'select(0u, 1u, (PHASES_X > 1u) & (phase_x < SHIFT_X))',
    replace: 'select(0u, 1u, (PHASES_X > 1u) & (phase_x <= SHIFT_X))',
    tests: twins('conv_transpose_forward'),
  },
  {
    name: 'last-part-is-left-out',
    category: 'gradients in parts',
    file: 'shaders/shared/parts.wgsl',
    find: 'part < PARTS;',
    replace: 'part + 1u < PARTS;',
    tests: twins('sum_parts'),
  },
  {
    name: 'weights-of-positions-past-the-batch',
    category: 'row mask',
    file: 'shaders/shared/weight_gradient.wgsl',
    find: 'let counts = (row < end_row()) & (n < N);',
    replace: 'let counts = n < N;',
    tests: fused('"transposed":true,"channels":4'),
  },
  {
    name: 'bias-of-the-next-part',
    category: 'gradients in parts',
    file: 'shaders/bias_parts.wgsl',
    find: 'let end = min((part + 1u) * SPAN, ALL);',
    replace: 'let end = ALL;',
    tests: twins('bias_parts'),
  },
  {
    name: 'parts-updated-beside-their-parameters',
    category: 'fusion',
    file: 'shaders/parts_update.wgsl',
    find: 'let i = FIRST / 4u + id.x;',
    replace: 'let i = id.x;',
    tests: fused('to the bit'),
  },
  {
    name: 'term-of-another-part',
    category: 'loss terms in parts',
    file: 'shaders/shared/image_likelihood.wgsl',
    find: 'let parts = at.position * (columns4() / 2u) + column4 / 2u;',
    replace: 'let parts = at.position;',
    tests: fused('"transposed":false,"channels":9'),
  },
  {
    name: 'targets-of-another-sample',
    category: 'samples',
    file: 'shaders/shared/image_likelihood.wgsl',
    find: 'let x = targets(x_row(row / SAMPLES), columns);',
    replace: 'let x = targets(x_row(row % SAMPLES), columns);',
    tests: fused('"transposed":true.*samples'),
  },
  {
    name: 'convolution-joined-with-terms-in-use',
    category: 'fusion',
    file: 'src/fusion/likelihoodInLayer.ts',
    find: 'if (step.usersOf(terms).length !== 1) return undefined;',
    replace: '',
    tests: fused('^a likelihood joins'),
  },
  {
    name: 'parts-summed-where-gradients-add',
    category: 'fusion',
    file: 'src/fusion/partsUpdate.ts',
    find: ' || constants.ACCUMULATE_BIAS !== false) return [];',
    replace: ') return [];',
    tests: fused('where a gradient of'),
  },
  {
    name: 'window-without-its-padding',
    category: 'padding',
    file: 'src/ops/window.ts',
    find: 'FIRST_Y: -padding[0],',
    replace: 'FIRST_Y: -padding[1],',
    tests: DEFINITION,
  },
  {
    name: 'blocks-of-dilated-windows',
    category: 'dilation',
    file: 'src/ops/window.ts',
    find: 'const pixels = dilation === 1 ? stride : 1;',
    replace: 'const pixels = stride;',
    tests: DEFINITION,
  },
  {
    name: 'blocks-without-the-last',
    category: 'edge of an image',
    file: 'src/ops/window.ts',
    find: 'Math.floor((size - 1 + padding) / pixels) - first + 1',
    replace: 'Math.floor((size - 1 + padding) / pixels) - first',
    tests: DEFINITION,
  },
];
