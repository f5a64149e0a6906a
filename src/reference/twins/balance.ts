import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * open [2]: the generator's gate is 0 where a mean loss is above HIGH and none below LOW, the
 * discriminator's the other way round, else 1. The losses of reconstructions and samples are one mean.
 */
export const balance: Twin<'balance'> = ({ constants, step }, real, fake, sample, open) => {
  const { M, RING, LOW, HIGH } = constants;
  let ofData = 0;
  let ofMade = 0;
  for (let row = 0; row < M; row++) {
    const index = termIndex(step, RING, M, row);
    ofData += at(real, index);
    ofMade += (at(fake, index) + at(sample, index)) / 2;
  }
  const means = [ofData, ofMade].map((sum) => sum / Math.max(1, Math.min(M, step.row_count)));
  const low = means.some((mean) => mean < LOW);
  const high = means.some((mean) => mean > HIGH);
  put(open, 0, high && !low ? 0 : 1);
  put(open, 1, low && !high ? 0 : 1);
};
