// @ts-check

/** @import { Fault } from './types.ts' */

/**
 * Tests that compare one kernel with its twin.
 * @param {string} kernel
 */
const twins = (kernel) => ({ files: ['tests/kernels/twins.test.ts'], name: `^${kernel} ` });

/**
 * Tests of models, by a part of their names.
 * @param {string} name
 */
const models = (name) => ({ files: ['tests/layers/normalization.test.ts'], name });

const PARITY = { files: ['tests/parity/normalization.test.ts'], name: 'float64' };

/** Faults in normalizations and residual blocks. @type {readonly Fault[]} */
export const normalizationFaults = [
  {
    name: 'group-of-the-wrong-channels',
    category: 'group of a value',
    file: 'shaders/shared/normalization.wgsl',
    find: 'valid % CHANNELS / WIDTH',
    replace: 'valid % CHANNELS % GROUPS',
    tests: twins('normalization_forward'),
  },
  {
    name: 'statistics-of-the-next-pixel',
    category: 'group of a value',
    file: 'shaders/normalization_statistics.wgsl',
    find: 'row * X_WIDTH + group / GROUPS * PIXELS * CHANNELS',
    replace: 'row * X_WIDTH + group / GROUPS * PIXELS * WIDTH',
    tests: twins('normalization_(statistics|means)'),
  },
  {
    name: 'variance-of-the-batch-without-that-between-parts',
    category: 'joined variance',
    file: 'shaders/batch_statistics.wgsl',
    find: 'squares += moments[index + C] + count_of(part) * distance * distance;',
    replace: 'squares += moments[index + C] + 0.0 * distance;',
    tests: twins('batch_statistics'),
  },
  {
    name: 'moments-count-every-row',
    category: 'row mask',
    file: 'shaders/channel_moments.wgsl',
    find: 'min(M, step.row_count * SAMPLES) * PIXELS',
    replace: 'max(M, step.row_count * SAMPLES) * PIXELS',
    tests: twins('channel_moments'),
  },
  {
    name: 'normalization-gradient-past-the-row-count',
    category: 'row mask',
    file: 'shaders/normalization_backward.wgsl',
    find: 'id.y < step.row_count * SAMPLES',
    replace: 'id.y < M + step.row_count * SAMPLES',
    tests: twins('normalization_backward'),
  },
  {
    name: 'normalization-gradient-without-its-means',
    category: 'gradient of the statistics',
    file: 'src/ops/groupNormalization.ts',
    find: 'bindings: { dy, x, stats, weight, means },',
    replace: 'bindings: { dy: x, x, stats, weight, means },',
    tests: { files: ['tests/ops/gradients.test.ts'], name: '^groupNormalization ' },
  },
  {
    name: 'running-variance-is-biased',
    category: 'unbiased variance',
    file: 'shaders/running_statistics.wgsl',
    find: 'f32(count) / f32(count - 1u)',
    replace: 'f32(count) / f32(count)',
    tests: twins('running_statistics'),
  },
  {
    name: 'running-statistics-ignore-health',
    category: 'health',
    file: 'shaders/running_statistics.wgsl',
    find: 'atomicLoad(&health[0]) < step.counter',
    replace: 'atomicLoad(&health[0]) < 0u',
    tests: { files: ['tests/kernels/health.test.ts'], name: '^running_statistics ' },
  },
  {
    name: 'evaluation-takes-the-batch',
    category: 'running statistics',
    file: 'src/ops/batchNormalization.ts',
    find: "mode === 'train'\n",
    replace: 'mode !== undefined\n',
    tests: models('in evaluation'),
  },
  {
    name: 'samples-are-not-told-to-the-decoder',
    category: 'row mask',
    file: 'src/families/vae/model.ts',
    find: '{ ...pass, samples }',
    replace: 'pass',
    tests: models('all samples of a row'),
  },
  {
    name: 'parameters-of-examples-with-channels-last',
    category: 'checkpoint views',
    file: 'src/layers/channelsFirst.ts',
    find: 'order: [last, ...shape.slice(0, last).keys()]',
    replace: 'order: [...shape.keys()].slice(0, last + 1)',
    tests: PARITY,
  },
  {
    name: 'decoder-file-without-variables',
    category: 'decoder file',
    file: 'src/checkpoints/decoderFile.ts',
    find: 'seen(store.variableViews)',
    replace: 'seen([])',
    tests: models('a decoder file'),
  },
  {
    name: 'shortcut-left-out',
    category: 'residual block',
    file: 'src/layers/residual.ts',
    find: 'weightedSum(graph, outer.y, inner.y,',
    replace: 'weightedSum(graph, inner.y, inner.y,',
    tests: PARITY,
  },
];
