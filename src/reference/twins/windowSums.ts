import { at, put } from '../shared/access.ts';
import { windowsOf } from '../shared/windows.ts';
import type { Twin } from '../twin.ts';

/** y [M, windows] = WEIGHT · the sum of each window of x */
export const windowSums: Twin<'window_sums'> = ({ constants }, x, y) => {
  for (const { result, pixels } of windowsOf(constants)) {
    const sum = pixels.reduce((total, pixel) => total + at(x, pixel), 0);
    put(y, result, constants.WEIGHT * sum, constants.ACCUMULATE);
  }
};
