import { at, put } from '../shared/access.ts';
import { windowsOf } from '../shared/windows.ts';
import type { Twin } from '../twin.ts';

/** y [M, windows] = the largest value of each window of the image */
export const maxPoolForward: Twin<'max_pool_forward'> = ({ constants }, image, y) => {
  for (const { result, pixels } of windowsOf(constants)) {
    put(y, result, Math.max(...pixels.map((pixel) => at(image, pixel))));
  }
};
