import { at } from './access.ts';

/** How a row is divided: the constants of shaders/shared/normalization.wgsl. */
export interface RowDivision {
  readonly BLOCKS: number;
  readonly PIXELS: number;
  readonly GROUPS: number;
  readonly WIDTH: number;
}

/** Sizes of a row: its values, its channels, and its groups of values that are normalized together. */
export function rowSizes({ BLOCKS, PIXELS, GROUPS, WIDTH }: RowDivision): {
  readonly columns: number;
  readonly channels: number;
  readonly groups: number;
} {
  const channels = GROUPS * WIDTH;
  return { columns: BLOCKS * PIXELS * channels, channels, groups: BLOCKS * GROUPS };
}

/** Index of a value's group in its row. */
export function groupOf({ PIXELS, GROUPS, WIDTH }: RowDivision, column: number): number {
  const channels = GROUPS * WIDTH;
  const block = Math.floor(column / (PIXELS * channels));
  return block * GROUPS + Math.floor((column % channels) / WIDTH);
}

/** A value's mean and reciprocal standard deviation in `stats` [_, 2 * groups] = mean | rstd. */
export function statsAt(
  constants: RowDivision & { readonly SHARED?: boolean },
  stats: Float64Array,
  row: number,
  column: number,
): { readonly first: number; readonly second: number } {
  const { groups } = rowSizes(constants);
  const index = (constants.SHARED ? 0 : row * 2 * groups) + groupOf(constants, column);
  return { first: at(stats, index), second: at(stats, index + groups) };
}
