import { at, put } from '../shared/access.ts';
import { momentsAt } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** Means weighted by their precisions, which add up; N(0, 1) of no expert. */
export const productOfExpertsForward: Twin<'product_of_experts_forward'> = (
  { constants: { M, L, EXPERTS, SUBSETS, PRIOR } },
  experts,
  members,
  product,
) => {
  for (let subset = 0; subset < M * SUBSETS; subset++) {
    const row = Math.floor(subset / SUBSETS);
    for (let column = 0; column < L; column++) {
      let [precision, mean] = [PRIOR ? 1 : 0, 0];
      for (let x = 0; x < EXPERTS; x++) {
        if (at(members, subset * EXPERTS + x) <= 0.5) continue;
        const [mu, logvar] = momentsAt(experts, row * EXPERTS + x, column, L);
        precision += Math.exp(-logvar);
        mean += mu * Math.exp(-logvar);
      }
      const index = subset * 2 * L + column;
      put(product, index, precision > 0 ? mean / precision : 0);
      put(product, index + L, precision > 0 ? -Math.log(precision) : 0);
    }
  }
};
