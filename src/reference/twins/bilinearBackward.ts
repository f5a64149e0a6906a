import { at, put } from '../shared/access.ts';
import { sharesOf } from '../shared/bilinear.ts';
import type { Twin } from '../twin.ts';

/** dx [M, pixels] = the shares of each pixel in dy */
export const bilinearBackward: Twin<'bilinear_backward'> = ({ constants }, dy, dx) => {
  if (!constants.ACCUMULATE) dx.fill(0);
  for (const part of sharesOf(constants)) put(dx, part.x, part.share * at(dy, part.y), true);
};
