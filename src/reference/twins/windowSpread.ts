import { at, put } from '../shared/access.ts';
import { windowsOf } from '../shared/windows.ts';
import type { Twin } from '../twin.ts';

/** x [M, pixels] = WEIGHT · the sum of the windows y that each pixel is in */
export const windowSpread: Twin<'window_spread'> = ({ constants }, y, x) => {
  const sums = new Float64Array(x.length);
  for (const { result, pixels } of windowsOf(constants)) {
    for (const pixel of pixels) put(sums, pixel, at(y, result), true);
  }
  for (const [i, sum] of sums.entries()) put(x, i, constants.WEIGHT * sum, constants.ACCUMULATE);
};
