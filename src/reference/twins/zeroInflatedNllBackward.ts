import { at, put } from '../shared/access.ts';
import { ofLogDispersion, ofLogMean, sigmoid } from '../shared/negativeBinomial.ts';
import { countedShare } from '../shared/zeroInflated.ts';
import type { Twin } from '../twin.ts';

/** The gradients of -log p(x) with respect to log means, log dispersions and logits, [M, K] each */
export const zeroInflatedNllBackward: Twin<'zero_inflated_nll_backward'> = (
  { constants: { M, K, SAMPLES, ACCUMULATE_MEAN, ACCUMULATE_DISPERSION, ACCUMULATE_LOGIT }, slots },
  ...[means, dispersions, logits, counts, dmeans, ddispersions, dlogits]
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    for (let k = 0; k < K; k++) {
      const i = row * K + k;
      const [l, s, g] = [at(means, i), at(dispersions, i), at(logits, i)];
      const count = at(counts, Math.floor(row / SAMPLES) * K + k);
      const share = countedShare(l, s, g, count);
      put(dmeans, i, weight * share * ofLogMean(l, s, count), ACCUMULATE_MEAN);
      put(ddispersions, i, weight * share * ofLogDispersion(l, s, count), ACCUMULATE_DISPERSION);
      put(dlogits, i, weight * (share - sigmoid(-g)), ACCUMULATE_LOGIT);
    }
  }
};
