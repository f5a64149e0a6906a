import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** The gradient of the products' means and log variances with respect to those of each expert. */
export const productOfExpertsBackward: Twin<'product_of_experts_backward'> = (
  { constants: { M, L, EXPERTS, SUBSETS, ACCUMULATE } },
  experts,
  members,
  product,
  dproduct,
  dexperts,
) => {
  for (let place = 0; place < M * EXPERTS; place++) {
    const row = Math.floor(place / EXPERTS);
    for (let column = 0; column < L; column++) {
      const [muX, logvarX] = momentsAt(experts, place, column, L);
      let [ofMean, ofLogvar] = [0, 0];
      for (let subset = row * SUBSETS; subset < (row + 1) * SUBSETS; subset++) {
        if (at(members, subset * EXPERTS + (place % EXPERTS)) <= 0.5) continue;
        const [mu, logvar] = momentsAt(product, subset, column, L);
        const [dmu, dlogvar] = momentsAt(dproduct, subset, column, L);
        const share = Math.min(1, Math.exp(logvar - logvarX));
        ofMean += share * dmu;
        ofLogvar += share * (dlogvar - (muX - mu) * dmu);
      }
      const index = place * 2 * L + column;
      put(dexperts, index, ofMean, ACCUMULATE);
      put(dexperts, index + L, ofLogvar, ACCUMULATE);
    }
  }
};
