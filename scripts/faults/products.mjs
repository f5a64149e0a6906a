// @ts-check

/** @import { Fault } from './types.ts' */

const SLOTS = 'shaders/slots/product';

/**
 * Tests that compare the products of a variant with their twins.
 * @param {string} variant
 */
const twins = (variant) => ({
  files: ['tests/kernels/twins.test.ts'],
  name: `^dense_forward .*product=${variant}`,
});

/** Faults in product variants. @type {readonly Fault[]} */
export const productFaults = [
  {
    name: 'direct-4x4-last-columns',
    category: 'edge of a product',
    file: `${SLOTS}/direct_4x4.wgsl`,
    find: '&& column4 < columns4();',
    replace: '&& column4 + 2u < columns4();',
    tests: twins('direct_4x4'),
  },
  {
    name: 'direct-4x4-barrier',
    category: 'missing barrier',
    file: `${SLOTS}/direct_4x4.wgsl`,
    find: 'workgroupBarrier();',
    replace: '',
    tests: { files: ['tests/kernels/race.test.ts'], name: 'direct_4x4' },
  },
  {
    name: 'direct-4x8-last-rows',
    category: 'edge of a product',
    file: `${SLOTS}/direct_4x8.wgsl`,
    find: 'if (row4 >= rows4() ||',
    replace: 'if (row4 + 1u >= rows4() ||',
    tests: twins('direct_4x8'),
  },
  {
    name: 'direct-8x8-last-columns',
    category: 'edge of a product',
    file: `${SLOTS}/direct_8x8.wgsl`,
    find: '|| column4 >= columns4()) {',
    replace: '|| column4 + 2u >= columns4()) {',
    tests: twins('direct_8x8'),
  },
  {
    name: 'quad-16x8-last-rows',
    category: 'edge of a product',
    file: `${SLOTS}/quad_16x8.wgsl`,
    find: 'min(row4 + lane, rows4() - 1u)',
    replace: 'min(row4 + lane, rows4() - 2u)',
    tests: twins('quad_16x8'),
  },
  {
    name: 'quad-16x8-rows-unswapped',
    category: 'rows of a quad',
    file: `${SLOTS}/quad_16x8.wgsl`,
    find: 'row4 + owners[block]',
    replace: 'row4 + block',
    tests: twins('quad_16x8'),
  },
  {
    name: 'quad-16x32-columns-unswapped',
    category: 'columns of a quad',
    file: `${SLOTS}/quad_16x32.wgsl`,
    find: 'column4 + 2u * owners[block % 4u]',
    replace: 'column4 + 2u * (block % 4u)',
    tests: twins('quad_16x32'),
  },
  {
    name: 'quad-32x16-last-rows',
    category: 'edge of a product',
    file: `${SLOTS}/quad_32x16.wgsl`,
    find: 'left_start(min(row4 + lane, rows4() - 1u))',
    replace: 'left_start(min(row4 + lane, rows4() - 2u))',
    tests: twins('quad_32x16'),
  },
  {
    name: 'split-8x8-last-turn',
    category: 'edge of a product',
    file: `${SLOTS}/split_8x8.wgsl`,
    find: 'turn < (INNER4 + SHARE - 1u) / SHARE',
    replace: 'turn < INNER4 / SHARE',
    tests: twins('split_8x8'),
  },
  {
    name: 'split-8x8-region',
    category: 'missing barrier',
    file: `${SLOTS}/split_8x8.wgsl`,
    find: 'width == 8u || width == 2u',
    replace: 'width == 8u || width == 4u',
    tests: { files: ['tests/kernels/race.test.ts'] },
  },
  {
    name: 'split-32x64-last-step',
    category: 'edge of a product',
    file: `${SLOTS}/split_32x64.wgsl`,
    find: '(INNER4 + GROUPS * TILE_INNER4 - 1u) / (GROUPS * TILE_INNER4)',
    replace: 'INNER4 / (GROUPS * TILE_INNER4)',
    tests: twins('split_32x64'),
  },
  {
    name: 'tiled-32x64-last-step',
    category: 'edge of a product',
    file: `${SLOTS}/tiled_32x64.wgsl`,
    find: 'step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4',
    replace: 'step4 < INNER4 / TILE_INNER4',
    tests: twins('tiled_32x64'),
  },
  {
    name: 'tiled-64x64-loads-too-far',
    category: 'edge of a product',
    file: `${SLOTS}/tiled_64x64.wgsl`,
    find: 'if (inner4 < INNER4) {',
    replace: 'if (inner4 < INNER4 + TILE_INNER4) {',
    tests: twins('tiled_64x64'),
  },
  {
    name: 'tiled-64x64-missing-barrier',
    category: 'missing barrier',
    file: `${SLOTS}/tiled_64x64.wgsl`,
    find: '] = right[c];\n    }\n    workgroupBarrier();',
    replace: '] = right[c];\n    }',
    tests: { files: ['tests/kernels/race.test.ts'], name: 'tiled_64x64.*has no data race' },
  },
  {
    name: 'subgroup-size-refused-for-good',
    category: 'size of subgroups',
    file: 'src/gpu/pipelines.ts',
    find: 'build(size).catch(() => build())',
    replace: 'build(size)',
    tests: { files: ['tests/kernels/subgroupSize.test.ts'] },
  },
  {
    name: 'subgroup-size-of-part-of-a-workgroup',
    category: 'size of subgroups',
    file: 'src/gpu/inSubgroups.ts',
    find: 'Number(constants.WORKGROUP_X) * Number(constants.WORKGROUP_Y)',
    replace: 'Number(constants.WORKGROUP_X)',
    tests: { files: ['tests/kernels/subgroupSize.test.ts'] },
  },
];
