/** The constants of shaders/shared/patches. */
export interface PatchConstants {
  readonly HEIGHT: number;
  readonly WIDTH: number;
  readonly CHANNELS: number;
  readonly POSITIONS_Y: number;
  readonly POSITIONS_X: number;
  readonly TAPS_Y: number;
  readonly TAPS_X: number;
  readonly STEP_Y: number;
  readonly STEP_X: number;
  readonly FIRST_Y: number;
  readonly FIRST_X: number;
  readonly TAP_Y: number;
  readonly TAP_X: number;
  readonly DIVIDE_Y: number;
  readonly DIVIDE_X: number;
}

/** Positions of the window in one image. */
export function positionsOf({ POSITIONS_Y, POSITIONS_X }: PatchConstants): number {
  return POSITIONS_Y * POSITIONS_X;
}

/** Values under the window. */
export function patchOf({ TAPS_Y, TAPS_X, CHANNELS }: PatchConstants): number {
  return TAPS_Y * TAPS_X * CHANNELS;
}

/**
 * The matrix of patches of images, as shaders/shared/patches: its row at a position, counted over all
 * rows of the batch. A row is read once for all results that are computed from it.
 * @param load a value of a row's image
 */
export function patches(
  constants: PatchConstants,
  load: (row: number, column: number) => number,
): (position: number) => Float64Array {
  const { HEIGHT, WIDTH, CHANNELS, POSITIONS_X, TAPS_X } = constants;
  const positions = positionsOf(constants);
  const value = (position: number, column: number): number => {
    const tap = Math.floor(column / CHANNELS);
    const place = position % positions;
    const y =
      (constants.STEP_Y * Math.floor(place / POSITIONS_X) +
        constants.FIRST_Y +
        constants.TAP_Y * Math.floor(tap / TAPS_X)) /
      constants.DIVIDE_Y;
    const x =
      (constants.STEP_X * (place % POSITIONS_X) +
        constants.FIRST_X +
        constants.TAP_X * (tap % TAPS_X)) /
      constants.DIVIDE_X;
    const pixel = Number.isInteger(y) && Number.isInteger(x);
    if (!pixel || y < 0 || x < 0 || y >= HEIGHT || x >= WIDTH) return 0;
    return load(Math.floor(position / positions), (y * WIDTH + x) * CHANNELS + (column % CHANNELS));
  };
  return (position) =>
    new Float64Array(patchOf(constants)).map((_, column) => value(position, column));
}
