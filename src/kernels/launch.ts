import { LimitError } from '../errors.ts';
import { BLOCK, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import { kernelEntry, slotPiece } from './catalogue.ts';
import type { ConstantEntry } from './catalogue.types.ts';
import { descriptorOf, type Grid, type SizeLists, type Sizes } from './descriptors.ts';

/** The numeric constants of a dispatch: its sizes and hyperparameters. */
export function sizesOf(dispatch: Dispatch): Sizes {
  return constantsOf<number>(dispatch, 'number');
}

function listsOf(dispatch: Dispatch): SizeLists {
  return constantsOf<readonly number[]>(dispatch, 'object');
}

function constantsOf<T>({ constants }: Dispatch, type: string): Record<string, T> {
  const entries = Object.entries(constants).filter(([, value]) => typeof value === type);
  return Object.fromEntries(entries) as Record<string, T>;
}

/**
 * Workgroups along x, y and z for a dispatch on a device.
 * @param limit `maxComputeWorkgroupsPerDimension` of the device.
 * @throws LimitError if the grid does not fit.
 */
export function launchGrid(dispatch: Dispatch, limit: number): [number, number, number] {
  const { kernel } = dispatch;
  const descriptor = descriptorOf(kernel);
  let [x = 1, y = 1, z = 1] = workgroups(dispatch, gridOf(dispatch));
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

function gridOf(dispatch: Dispatch): Grid {
  return descriptorOf(dispatch.kernel).grid(sizesOf(dispatch), listsOf(dispatch));
}

/** Number of tiles of a size that cover the results of a product. */
export function tilesOf(dispatch: Dispatch, tile: Tile): number {
  const grid = gridOf(dispatch);
  const matrices = 'matrices' in grid ? grid.matrices : 'rows' in grid ? [grid] : [];
  return matrices.reduce((sum, matrix) => sum + across(matrix, tile) * down(matrix, tile), 0);
}

/** Sizes of a matrix, or of a part of it. */
interface Tile {
  readonly rows: number;
  readonly columns: number;
}

function across({ columns }: Tile, tile: Tile): number {
  return Math.ceil(roundUp(columns, BLOCK) / tile.columns);
}

function down({ rows }: Tile, tile: Tile): number {
  return Math.ceil(roundUp(rows, BLOCK) / tile.rows);
}

function workgroups(dispatch: Dispatch, grid: Grid): readonly number[] {
  if ('workgroups' in grid) return grid.workgroups;
  if ('invocations' in grid) {
    const size: readonly number[] = kernelEntry(dispatch.kernel).workgroupSize;
    return grid.invocations.map((count, axis) => Math.ceil(count / (size[axis] ?? 1)));
  }
  const tile = tileOf(dispatch);
  return 'rows' in grid ? [across(grid, tile), down(grid, tile)] : [tilesOf(dispatch, tile)];
}

/**
 * The tile of a product's result that one workgroup computes, from the constants in the product's
 * file.
 */
function tileOf({ slots }: Dispatch): Tile {
  const constants: Readonly<Record<string, ConstantEntry>> = slotPiece(
    'product',
    slots.product?.choice ?? '',
  ).constants;
  return {
    rows: 4 * Number(constants.TILE_ROWS4?.value),
    columns: 4 * Number(constants.TILE_COLUMNS4?.value),
  };
}
