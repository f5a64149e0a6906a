import { LimitError } from '../errors.ts';
import { BLOCK, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import { kernelEntry, slotPiece } from './catalogue.ts';
import type { ConstantEntry } from './catalogue.types.ts';
import { descriptors, type Grid, type SizeLists, type Sizes } from './descriptors.ts';

/** The numeric constants of a dispatch: its sizes and hyperparameters. */
export function sizesOf(dispatch: Dispatch): Sizes {
  const numbers = Object.entries(dispatch.constants).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(numbers);
}

function listsOf(dispatch: Dispatch): SizeLists {
  const lists = Object.entries(dispatch.constants).filter(
    (entry): entry is [string, readonly number[]] => typeof entry[1] === 'object',
  );
  return Object.fromEntries(lists);
}

/**
 * Workgroups along x, y and z for a dispatch on a device.
 * @param limit `maxComputeWorkgroupsPerDimension` of the device.
 * @throws LimitError if the grid does not fit.
 */
export function launchGrid(dispatch: Dispatch, limit: number): [number, number, number] {
  const { kernel } = dispatch;
  const descriptor = descriptors[kernel];
  const grid = descriptor.grid(sizesOf(dispatch), listsOf(dispatch));
  let [x = 1, y = 1, z = 1] = workgroups(dispatch, grid);
  if (descriptor.wraps && x > limit) {
    y = Math.ceil(x / limit);
    x = Math.ceil(x / y);
  }
  if (Math.max(x, y, z) > limit) {
    throw new LimitError(
      `${dispatch.label}: ${kernel} needs ${x} x ${y} x ${z} workgroups, this device allows ` +
        `${limit} in each dimension (maxComputeWorkgroupsPerDimension): use smaller layers or batches`,
    );
  }
  return [x, y, z];
}

function workgroups(dispatch: Dispatch, grid: Grid): readonly number[] {
  if ('workgroups' in grid) return grid.workgroups;
  if ('invocations' in grid) {
    const size: readonly number[] = kernelEntry(dispatch.kernel).workgroupSize;
    return grid.invocations.map((count, axis) => Math.ceil(count / (size[axis] ?? 1)));
  }
  const tile = tileOf(dispatch);
  const across = (columns: number): number => Math.ceil(roundUp(columns, BLOCK) / tile.columns);
  const down = (rows: number): number => Math.ceil(roundUp(rows, BLOCK) / tile.rows);
  if ('rows' in grid) return [across(grid.columns), down(grid.rows)];
  return [grid.matrices.reduce((sum, { rows, columns }) => sum + across(columns) * down(rows), 0)];
}

/**
 * The tile of a product's result that one workgroup computes, from the constants in the product's
 * file.
 */
function tileOf({ slots }: Dispatch): { rows: number; columns: number } {
  const constants: Readonly<Record<string, ConstantEntry>> = slotPiece(
    'product',
    slots.product?.choice ?? '',
  ).constants;
  return {
    rows: 4 * Number(constants.TILE_ROWS4?.value),
    columns: 4 * Number(constants.TILE_COLUMNS4?.value),
  };
}
