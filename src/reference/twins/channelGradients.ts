import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dweight [C] and dbias [C] = sums over parts [PARTS, 2 * C] = dbias | dweight */
export const channelGradients: Twin<'channel_gradients'> = (
  { constants: { PARTS, C, ACCUMULATE_WEIGHT, ACCUMULATE_BIAS } },
  parts,
  dweight,
  dbias,
) => {
  const sums = new Float64Array(2 * C);
  for (let i = 0; i < PARTS * 2 * C; i++) put(sums, i % (2 * C), at(parts, i), true);
  for (let channel = 0; channel < C; channel++) {
    put(dweight, channel, at(sums, channel + C), ACCUMULATE_WEIGHT);
    put(dbias, channel, at(sums, channel), ACCUMULATE_BIAS);
  }
};
