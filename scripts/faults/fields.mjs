// @ts-check

/** @import { Fault } from './types.ts' */

const TWINS = 'tests/kernels/twins.test.ts';
const FIELDS = { files: ['tests/runtime/fields.test.ts'] };
const SAMPLERS = { files: ['tests/data/samplers.test.ts'] };

/** Faults in fields, sparse rows and samplers. @type {readonly Fault[]} */
export const fieldFaults = [
  {
    name: 'picture-cut-at-its-corner',
    category: 'column offset',
    file: 'src/data/pictureRows.ts',
    find: 'cut(picture, left, top, side, side, channels)',
    replace: 'cut(picture, 0, 0, side, side, channels)',
    tests: { files: ['tests/data/pictureRows.test.ts'] },
  },
  {
    name: 'resized-channels-mixed',
    category: 'column offset',
    file: 'src/data/resize.ts',
    find: 'weighted(pixels, start + c, channels, across, x)',
    replace: 'weighted(pixels, start + c, 1, across, x)',
    tests: { files: ['tests/data/resize.test.ts'] },
  },
  {
    name: 'cifar-planes-kept-apart',
    category: 'column offset',
    file: 'src/formats/cifar10.ts',
    find: 'record[1 + (i % 3) * PIXELS + Math.floor(i / 3)]',
    replace: 'record[1 + i]',
    tests: { files: ['tests/formats/cifar10.test.ts'] },
  },
  {
    name: 'u16-words-the-wrong-way-round',
    category: 'column offset',
    file: 'shaders/slots/load/gather_u16.wgsl',
    find: 'vec4f(unpack2x16unorm(words.x), unpack2x16unorm(words.y))',
    replace: 'vec4f(unpack2x16unorm(words.y), unpack2x16unorm(words.x))',
    tests: { files: [TWINS], name: '^gather ' },
  },
  {
    name: 'sparse-entry-missed-at-its-column',
    category: 'sparse rows',
    file: 'shaders/slots/load/gather_sparse.wgsl',
    find: '< column;',
    replace: '<= column;',
    tests: { files: [TWINS], name: '^gather ' },
  },
  {
    name: 'sparse-row-runs-into-the-next',
    category: 'sparse rows',
    file: 'shaders/slots/load/gather_sparse.wgsl',
    find: 'word < end; word',
    replace: 'word <= end; word',
    tests: { files: [TWINS], name: '^gather ' },
  },
  {
    name: 'streamed-sparse-row-on-top-of-another',
    category: 'sparse rows',
    file: 'src/data/sparseValues.ts',
    find: 'into.fill(0, start, start + columns);',
    replace: '',
    tests: { files: ['tests/data/sparseRows.test.ts'] },
  },
  {
    name: 'index-without-row-index',
    category: 'row index',
    file: 'shaders/slots/integer/gather_u16.wgsl',
    find: 'row_index[place] *',
    replace: '(place + 0u * row_index[0]) *',
    tests: { files: [TWINS], name: '^gather_indices ' },
  },
  {
    name: 'one-hot-of-the-first-column-alone',
    category: 'column offset',
    file: 'shaders/gather_one_hot.wgsl',
    find: 'integer_load(start, k / 4u)[k % 4u]',
    replace: 'integer_load(start, k / 4u)[0]',
    tests: { files: [TWINS], name: '^gather_one_hot ' },
  },
  {
    name: 'streams-the-first-field-alone',
    category: 'wrong tensor',
    file: 'src/gpu/streamedFeed.ts',
    find: 'const field = fieldOf(this.#table, name);',
    replace: "const field = fieldOf(this.#table, name === 'count' ? 'label' : name);",
    tests: FIELDS,
  },
  {
    name: 'a-class-too-many',
    category: 'bad input',
    file: 'src/data/table.ts',
    find: 'value >= values)',
    replace: 'value > values)',
    tests: { files: ['tests/data/table.test.ts'] },
  },
  {
    name: 'poisson-takes-rows-too-often',
    category: 'sampling',
    file: 'src/data/samplers/poisson.ts',
    find: 'row += 1 + draw()',
    replace: 'row += Math.max(1, draw())',
    tests: SAMPLERS,
  },
  {
    name: 'empty-batch-without-a-place',
    category: 'sampling',
    file: 'src/data/samplers/poisson.ts',
    find: 'if (order.length < endOf(batch)) order.push(0);',
    replace: '',
    tests: SAMPLERS,
  },
  {
    name: 'empty-batch-taken-again',
    category: 'sampling',
    file: 'src/training/trainer.ts',
    find: 'state.row = endOf(batch);',
    replace: 'state.row = batch.first + batch.rows;',
    tests: { files: ['tests/training/samplers.test.ts'], name: 'goes on in the middle' },
  },
];
