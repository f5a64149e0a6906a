import { describe, expect, test } from 'vitest';
import { LimitError } from '../../src/errors.ts';
import type { KernelName } from '../../src/graph/kernelName.generated.ts';
import type { Dispatch } from '../../src/graph/plan.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import type { ProductVariant } from '../../src/kernels/variants.ts';

const LIMIT = 65_535;

function dispatch(
  kernel: KernelName,
  constants: Dispatch['constants'],
  product?: ProductVariant,
): Dispatch {
  const slots = product ? { product: { choice: product, bindings: {} } } : {};
  return { label: 'fc', kernel, bindings: {}, slots, constants };
}

describe('a product takes a workgroup a tile', () => {
  // 136 x 408 with padding.
  const sizes = { M: 129, N: 401, K: 5 };
  test.each<[ProductVariant, number, number]>([
    ['direct_4x4', 13, 5], // tiles of 32 x 32
    ['direct_4x8', 7, 5], // tiles of 32 x 64
    ['direct_8x8', 7, 3], // 64 x 64
    ['quad_16x32', 13, 3], // 64 x 32
    ['quad_16x8', 13, 9], // 16 x 32
    ['quad_32x16', 7, 5], // 32 x 64
    ['split_32x64', 7, 5], // 32 x 64
    ['split_8x8', 26, 17], // 8 x 16
    ['tall_8x8', 51, 1], // 512 x 8
    ['tiled_32x64', 7, 5], // 32 x 64
    ['tiled_64x64', 7, 3], // 64 x 64
  ])('%s', (product, x, y) => {
    expect(launchGrid(dispatch('dense_forward', sizes, product), LIMIT)).toEqual([x, y, 1]);
  });

  test('a tile that padding alone fills is left out', () => {
    const sizes = { M: 64, N: 65, K: 5 };
    expect(launchGrid(dispatch('dense_forward', sizes, 'tiled_64x64'), LIMIT)).toEqual([2, 1, 1]);
    const fitting = { M: 8, N: 64, K: 5 };
    expect(launchGrid(dispatch('dense_forward', fitting, 'tiled_64x64'), LIMIT)).toEqual([1, 1, 1]);
  });

  test.each<[KernelName, Record<string, number>, number[]]>([
    ['dense_backward_input', { M: 9, N: 5, K: 70 }, [2, 1, 1]],
    ['dense_backward_weight', { M: 9, N: 70, K: 5 }, [1, 2, 1]],
    ['dense_likelihood', { M: 9, K: 70, H: 500 }, [2, 1, 1]],
  ])('%s: the tiles of its own result', (kernel, sizes, grid) => {
    expect(launchGrid(dispatch(kernel, sizes, 'direct_8x8'), LIMIT)).toEqual(grid);
  });

  test('more tiles than the device has workgroups for are refused by name', () => {
    const wide = dispatch('dense_forward', { M: 8, N: 129, K: 5 }, 'direct_8x8');
    expect(launchGrid(wide, 3)).toEqual([3, 1, 1]);
    expect(() => launchGrid(wide, 2)).toThrow(LimitError);
    expect(() => launchGrid(wide, 2)).toThrow('fc: dense_forward needs 3 x 1 x 1 workgroups');
  });
});

describe('several matrices', () => {
  // Tiles of 64 x 64: 3 x 2, 1 x 1, 1 x 3; the fourth entry is beyond the number of layers.
  const constants = { M: 5, LAYERS: 3, N: [70, 64, 129, 500], K: [150, 3, 8, 500] };
  const update = dispatch('dense_backward_weight_update', constants, 'direct_8x8');

  test('take the tiles of one after the other along x', () => {
    expect(launchGrid(update, LIMIT)).toEqual([10, 1, 1]);
  });

  test.each([
    [10, [10, 1, 1]],
    [9, [5, 2, 1]],
    [4, [4, 3, 1]],
  ])('wrap into y where a device allows %i along x', (limit, grid) => {
    expect(launchGrid(update, limit)).toEqual(grid);
  });

  test('are refused where they do not fit either', () => {
    expect(() => launchGrid(update, 3)).toThrow(LimitError);
  });
});

test('the latent kernels take a workgroup for every eight rows', () => {
  for (const kernel of ['latent_forward', 'latent_backward'] as const) {
    expect(launchGrid(dispatch(kernel, { M: 17, K: 9, L: 3, N: 9 }), LIMIT)).toEqual([3, 1, 1]);
  }
});
