// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/**
 * Tests on ordinary and special values, such as equal ones.
 * @param {string} kernel
 */
const properties = (kernel) => ({ files: ['tests/kernels/properties.test.ts'], name: kernel });

/**
 * Tests of layers, by a part of their names.
 * @param {string} name
 */
const layers = (name) => ({ files: ['tests/layers/images.test.ts'], name });

/**
 * Tests of layers against PyTorch, by the beginning of their names.
 * @param {string} name
 */
const parity = (name) => ({ files: ['tests/parity/layers.test.ts'], name: `^${name}` });

/** Faults in pooling, upsampling, gates and dropout. @type {readonly Fault[]} */
export const imageFaults = [
  {
    name: 'padding-can-be-the-largest',
    category: 'padding',
    file: 'shaders/max_pool_forward.wgsl',
    find: 'select(vec4f(LOWEST), load(id.y, from), inside)',
    replace: 'select(vec4f(), load(id.y, from), inside)',
    tests: twins('max_pool_forward'),
  },
  {
    name: 'gradient-to-the-last-largest-value',
    category: 'ties',
    file: 'shaders/max_pool_backward.wgsl',
    find: 'value > largest);',
    replace: 'value >= largest);',
    tests: properties('max_pool_backward'),
  },
  {
    name: 'the-reference-takes-the-last-largest-value',
    category: 'ties',
    file: 'src/reference/twins/maxPoolBackward.ts',
    find: 'at(image, pixel) > at(image, best)',
    replace: 'at(image, pixel) >= at(image, best)',
    tests: parity('max'),
  },
  {
    name: 'pixels-in-one-window-alone',
    category: 'overlapping windows',
    file: 'shaders/shared/window.wgsl',
    find: 'const SHARED_HEIGHT = (WINDOW_HEIGHT + STRIDE_HEIGHT - 1u) / STRIDE_HEIGHT;',
    replace: 'const SHARED_HEIGHT = 1u;',
    tests: twins('window_spread'),
  },
  {
    name: 'mean-without-its-padding',
    category: 'padding',
    file: 'shaders/window_sums.wgsl',
    find: 'window % OUT_WIDTH * STRIDE_WIDTH - PAD_WIDTH',
    replace: 'window % OUT_WIDTH * STRIDE_WIDTH',
    tests: twins('window_sums'),
  },
  {
    name: 'channels-of-a-vec4-that-crosses-pixels',
    category: 'ragged tail',
    file: 'shaders/shared/channels.wgsl',
    find: 'channels % 4u == 0u);',
    replace: 'channels % 4u != 1u);',
    tests: twins('window_sums'),
  },
  {
    name: 'sum-in-place-of-a-mean',
    category: 'scale',
    file: 'src/ops/pool.ts',
    find: '1 / (windows.kernel[0] * windows.kernel[1])',
    replace: '1 / windows.kernel[0]',
    tests: parity('average'),
  },
  {
    name: 'corners-of-pixels-aligned',
    category: 'place of a pixel',
    file: 'shaders/shared/bilinear.wgsl',
    find: 'max(2u * pixel + 1u, vec4u(scale)) - scale',
    replace: '2u * pixel',
    tests: twins('bilinear_forward'),
  },
  {
    name: 'enlarged-pixels-forgotten-at-odd-scales',
    category: 'range of a sum',
    file: 'shaders/bilinear_backward.wgsl',
    find: 'place * SCALE_WIDTH - SCALE_WIDTH / 2u',
    replace: 'place * SCALE_WIDTH - (SCALE_WIDTH - 1u) / 2u',
    tests: twins('bilinear_backward'),
  },
  {
    name: 'gates-of-the-next-pixel',
    category: 'half of the channels',
    file: 'shaders/gate_forward.wgsl',
    find: 'column + column / CHANNELS * CHANNELS',
    replace: 'column',
    tests: twins('gate_forward'),
  },
  {
    name: 'gradient-of-a-gate-without-its-slope',
    category: 'gradient',
    file: 'shaders/gate_backward.wgsl',
    find: '* (1.0 - open), of_gate)',
    replace: ', of_gate)',
    tests: twins('gate_backward'),
  },
  {
    name: 'gates-activated-too',
    category: 'half of the channels',
    file: 'shaders/half_activation_forward.wgsl',
    find: '% (2u * HALF) < vec4u(HALF)',
    replace: '% (2u * HALF) < vec4u(2u * HALF)',
    tests: twins('half_activation_forward'),
  },
  {
    name: 'gradient-of-a-gelu-from-its-output',
    category: 'gradient',
    file: 'src/ops/gate.ts',
    find: 'needsPreactivation(activation) ? x : y;',
    replace: 'needsPreactivation(activation) ? y : y;',
    tests: parity('gate-gelu'),
  },
  {
    name: 'dropout-does-not-keep-the-mean',
    category: 'scale',
    file: 'shaders/dropout.wgsl',
    find: 'x[index] / (1.0 - RATE)',
    replace: 'x[index]',
    tests: twins('dropout'),
  },
  {
    name: 'dropout-by-the-batch',
    category: 'random counter',
    file: 'shaders/slots/uniform/counter.wgsl',
    find: 'step.counter, index',
    replace: 'step.data_counter, index',
    tests: twins('dropout'),
  },
  {
    name: 'dropout-in-evaluation',
    category: 'mode',
    file: 'src/layers/dropout.ts',
    find: "mode !== 'train' || rate === 0",
    replace: 'rate === 0',
    tests: layers('in evaluation'),
  },
];
