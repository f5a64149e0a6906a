import { at, put } from '../shared/access.ts';
import { windowsOf } from '../shared/windows.ts';
import type { Twin } from '../twin.ts';

/** dx [M, pixels] = dy of the windows whose first largest value each pixel is */
export const maxPoolBackward: Twin<'max_pool_backward'> = ({ constants }, image, dy, dx) => {
  const sums = new Float64Array(dx.length);
  for (const { result, pixels } of windowsOf(constants)) {
    const first = pixels.reduce((best, pixel) =>
      at(image, pixel) > at(image, best) ? pixel : best,
    );
    put(sums, first, at(dy, result), true);
  }
  for (const [i, sum] of sums.entries()) put(dx, i, sum, constants.ACCUMULATE);
};
