import { at, put } from '../shared/access.ts';
import { sharesOf } from '../shared/bilinear.ts';
import type { Twin } from '../twin.ts';

/** y [M, enlarged pixels] = the shares of the pixels of x */
export const bilinearForward: Twin<'bilinear_forward'> = ({ constants }, x, y) => {
  y.fill(0);
  for (const part of sharesOf(constants)) put(y, part.y, part.share * at(x, part.x), true);
};
