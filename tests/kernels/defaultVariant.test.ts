import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Dispatch } from '../../src/graph/plan.ts';
import {
  type DeviceTraits,
  defaultVariant,
  latentInvocations,
  rollsLoops,
} from '../../src/kernels/defaultVariant.ts';
import { addImageDescriptors } from '../../src/kernels/imageDescriptors.ts';
import { addSequenceParts } from '../../src/kernels/sequenceDescriptors.ts';
import {
  lackingFor,
  mostInvocations,
  PRODUCT_VARIANTS,
  type ProductKernel,
} from '../../src/kernels/variants.ts';
import { runnableChoices } from '../../src/runtime/runnableChoices.ts';
import { seedPlan } from '../fusion/plans.ts';

const fused = fuse(seedPlan());

/** The dispatch of the seed model's step, with other sizes. */
function product(kernel: ProductKernel, constants: Dispatch['constants'] = {}): Dispatch {
  const found = fused.step.find((dispatch) => dispatch.kernel === kernel);
  if (!found) throw new Error(`no ${kernel} in the plan`);
  return { ...found, constants: { ...found.constants, ...constants } };
}

const gpu = (vendor: string, maxInvocations = 256): DeviceTraits => ({
  subgroupSize: 32,
  software: false,
  vendor,
  maxInvocations,
});

describe('on CPU adapters the subgroups decide', () => {
  test.each([
    [4, 'quad_16x32'],
    [8, 'direct_8x8'],
    [undefined, 'direct_8x8'],
  ] as const)('of %s invocations', (subgroupSize, variant) => {
    const traits = { subgroupSize, software: true, vendor: 'google', maxInvocations: 256 };
    for (const { kernel } of fused.step.filter(({ slots }) => slots.product)) {
      expect(defaultVariant(product(kernel as ProductKernel), traits)).toBe(variant);
    }
  });
});

describe('on CPU adapters with quads only large products have larger blocks', () => {
  const traits = { subgroupSize: 4, software: true, vendor: 'google', maxInvocations: 256 };
  test.each([
    ['enough multiply-adds', {}, 'quad_16x32'], // 128 x 400 from 784
    ['too few', { K: 512 }, 'quad_16x8'],
    ['as many, mostly past the edge', { M: 16, N: 4096 }, 'quad_16x8'],
  ] as const)('%s: %o', (_, sizes, variant) => {
    expect(defaultVariant(product('dense_forward', sizes), traits)).toBe(variant);
  });

  /** A convolution of 16 x 16 positions, 32 channels under 4 x 4 taps. */
  const SIZES = { POSITIONS_Y: 16, POSITIONS_X: 16, TAPS_Y: 4, TAPS_X: 4, CHANNELS: 32 };
  test.each([
    ['enough multiply-adds', { M: 128, N: 64 }, 'quad_16x32'],
    ['too few', { M: 2, N: 64 }, 'quad_16x8'],
  ] as const)('a convolution, %s: %o', (_, sizes, variant) => {
    addImageDescriptors();
    const constants = { ...SIZES, ...sizes };
    const convolution = { ...product('dense_forward'), kernel: 'conv_forward', constants } as const;
    expect(defaultVariant(convolution, traits)).toBe(variant);
  });
});

test('on CPU adapters with quads the steps of a recurrent layer count together', () => {
  addSequenceParts([]);
  const traits = { subgroupSize: 4, software: true, vendor: 'google', maxInvocations: 256 };
  const variantOf = (LENGTH: number) => {
    const constants = { M: 32, H: 128, LENGTH };
    return defaultVariant(
      { ...product('dense_forward'), kernel: 'gru_step_forward', constants },
      traits,
    );
  };
  expect(variantOf(32)).toBe('quad_32x16');
  expect(variantOf(8)).toBe('quad_16x8');
});

/** Tiles of 32 x 64 stand for how much of a GPU a launch occupies. */
const TABLE: readonly [
  why: string,
  kernel: ProductKernel,
  sizes: Dispatch['constants'],
  variants: Readonly<Record<string, string>>,
][] = [
  [
    'few tiles and long sums: sums are split, on large GPUs into the smallest blocks',
    'dense_forward',
    {}, // 128 x 400 from 784: 28 tiles
    { amd: 'split_8x8', nvidia: 'split_8x8', apple: 'split_32x64', '': 'split_32x64' },
  ],
  [
    'a tile a unit: tiles whose sums are split',
    'dense_likelihood',
    {}, // 128 x 784 from 400: 52 tiles
    { amd: 'split_32x64', nvidia: 'split_32x64', apple: 'tiled_32x64', '': 'split_32x64' },
  ],
  [
    'short sums are not split, however few tiles there are',
    'dense_forward',
    { K: 56 },
    { amd: 'tiled_32x64', nvidia: 'tiled_32x64', apple: 'tiled_32x64', '': 'tiled_32x64' },
  ],
  [
    'sums of middling length are split where that was measured to pay',
    'dense_forward',
    { K: 128 },
    { amd: 'tiled_32x64', nvidia: 'split_8x8', apple: 'tiled_32x64' },
  ],
  [
    'some tiles a unit: small tiles',
    'dense_likelihood',
    { M: 512 }, // 208 tiles
    { amd: 'tiled_32x64', apple: 'tiled_32x64', '': 'tiled_32x64' },
  ],
  [
    'many tiles a unit: large tiles, where their sums fit registers and enough of them are in flight',
    'dense_backward_weight_update',
    {}, // all layers, sums of 128: 371 tiles
    { amd: 'tiled_64x64', nvidia: 'tiled_32x64', apple: 'tiled_32x64', intel: 'direct_4x4' },
  ],
  ['few registers: small blocks', 'dense_forward', {}, { intel: 'direct_4x4' }],
];

describe.each(TABLE)('%s', (_, kernel, sizes, variants) => {
  test.each(Object.entries(variants))('%s: %s', (vendor, variant) => {
    expect(defaultVariant(product(kernel, sizes), gpu(vendor))).toBe(variant);
  });
});

test.each([
  ['amd', false, 256],
  ['', false, 256],
  ['intel', false, 64],
  ['google', true, 64],
])('latent kernels of "%s", software %s, take %i invocations', (vendor, software, lanes) => {
  expect(latentInvocations({ ...gpu(vendor), software })).toBe(lanes);
});

describe('Intel with subgroups of a size that kernels ask for', () => {
  const sized = { ...gpu('intel'), askedSubgroupSize: 16 };

  test('has registers for larger blocks, in the smallest subgroups', () => {
    for (const { kernel } of fused.step.filter(({ slots }) => slots.product)) {
      expect(defaultVariant(product(kernel as ProductKernel), sized)).toBe('direct_4x8');
    }
  });

  test('and for tall blocks of few columns', () => {
    const narrow: Dispatch = { ...product('dense_forward', { N: 3 }), kernel: 'conv_forward' };
    expect(defaultVariant(narrow, sized)).toBe('tall_8x8');
    expect(defaultVariant(narrow, gpu('intel'))).toBe('direct_4x4');
  });
});

describe('a device in compatibility mode has workgroups of 128 invocations', () => {
  const limits = { maxComputeInvocationsPerWorkgroup: 128, maxComputeWorkgroupSizeX: 128 };
  const device = { features: new Set(['subgroups']), limits };

  test.each(TABLE)('%s: the default runs on it', (_, kernel, sizes, variants) => {
    for (const vendor of Object.keys(variants)) {
      const variant = defaultVariant(product(kernel, sizes), gpu(vendor, 128));
      expect(lackingFor(variant, device), vendor).toBeUndefined();
    }
  });

  test('latent kernels take as many invocations as it has', () => {
    expect(latentInvocations(gpu('amd', 128))).toBe(128);
    expect(latentInvocations(gpu('intel', 128))).toBe(64);
    expect([rollsLoops(gpu('intel', 128)), rollsLoops(gpu('amd', 128))]).toEqual([true, false]);
  });

  test('variants with larger workgroups are refused by name', () => {
    const refused = PRODUCT_VARIANTS.filter((variant) => lackingFor(variant, device) !== undefined);
    expect(refused).toEqual(['packed_64x64', 'split_32x64']);
    const kernels = { fuse: true, variants: { default: 'split_32x64' } } as const;
    const adapter = { vendor: '', architecture: '', device: '', description: '', software: false };
    expect(() => runnableChoices(kernels, { adapter, device })).toThrow(
      '"split_32x64" cannot run on this device: it lacks workgroups of 256 invocations',
    );
  });

  test('the smaller of two limits counts', () => {
    expect(mostInvocations({ ...limits, maxComputeInvocationsPerWorkgroup: 256 })).toBe(128);
  });
});
