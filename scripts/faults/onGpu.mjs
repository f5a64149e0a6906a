// @ts-check

/** @import { Fault } from './types.ts' */

const ROWS = { files: ['tests/training/gpuRows.test.ts'] };
const DRAW = { files: ['tests/training/draw.test.ts'] };
const TWINS = { files: ['tests/kernels/twins.test.ts'] };

/** Faults in rows and pictures that stay on the GPU. @type {readonly Fault[]} */
export const onGpuFaults = [
  {
    name: 'domain-kernel-without-least',
    category: 'on the GPU',
    file: 'shaders/outside_domain.wgsl',
    find: '(values >= vec4f(LEAST)) & (values <= vec4f(MOST))',
    replace: '(values <= vec4f(MOST))',
    tests: { ...TWINS, name: 'outside_domain' },
  },
  {
    name: 'domain-kernel-takes-infinity',
    category: 'on the GPU',
    file: 'shaders/outside_domain.wgsl',
    find: '!finite | (!inside & (columns < vec4u(min(BOUNDED, K))))',
    replace: '(!inside & (columns < vec4u(min(BOUNDED, K))))',
    tests: { ...ROWS, name: 'padding is told as such' },
  },
  {
    name: 'pixels-past-the-row-count',
    category: 'on the GPU',
    file: 'shaders/pixels.wgsl',
    find: 'min(M, step.row_count)',
    replace: 'M',
    tests: { ...TWINS, name: 'pixels' },
  },
  {
    name: 'buffer-of-another-device-taken',
    category: 'on the GPU',
    file: 'src/inference/checkGpuRows.ts',
    find: '  if (refused) {',
    replace: '  if (refused && deviceOf.has(buffer)) {',
    tests: { ...ROWS, name: 'destroyed or of another device' },
  },
  {
    name: 'session-of-another-buffer',
    category: 'on the GPU',
    file: 'src/data/tableKeys.ts',
    find: "'buffer' in field ? numberOf(field.buffer) : 0",
    replace: "'buffer' in field ? 1 : 0",
    tests: { ...ROWS, name: 'another buffer of the same shape' },
  },
  {
    name: 'chunks-of-rows-from-the-start',
    category: 'on the GPU',
    file: 'src/gpu/gpuRows.ts',
    find: 'field.buffer, first * bytes, to',
    replace: 'field.buffer, 0, to',
    tests: { ...ROWS, name: 'train to the bits' },
  },
  {
    name: 'outputs-of-chunks-over-one-another',
    category: 'on the GPU',
    file: 'src/inference/gpuOutput.ts',
    find: 'whole.buffer, first * stride, rows * stride',
    replace: 'whole.buffer, 0, rows * stride',
    tests: { ...ROWS, name: 'are those of the arrays' },
  },
  {
    name: 'outputs-of-one-number-a-row-side-by-side',
    category: 'on the GPU',
    file: 'src/inference/gpuOutput.ts',
    find: '(first + row) * stride',
    replace: '(first + row) * size',
    tests: { ...ROWS, name: 'of one number a row have the layout of data too' },
  },
  {
    name: 'canvas-keeps-its-size',
    category: 'on the GPU',
    file: 'src/inference/draw.ts',
    find: 'if (canvas.width !== width) canvas.width = width;',
    replace: '',
    tests: { ...DRAW, name: 'side by side' },
  },
  {
    name: 'worker-models-with-devices-of-their-own',
    category: 'on the GPU',
    file: 'src/worker/sharedDevices.ts',
    find: 'if (known) return known;',
    replace: '',
    tests: { files: ['tests/worker/host.test.ts'], name: 'shares a device' },
  },
];
