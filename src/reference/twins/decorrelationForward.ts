import { at, put } from '../shared/access.ts';
import { penaltyOf } from '../shared/decorrelation.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = Σ penalty · (covariance - identity)² for every row */
export const decorrelationForward: Twin<'decorrelation_forward'> = (
  { constants, step },
  covariance,
  terms,
) => {
  const { M, L, RING } = constants;
  let sum = 0;
  for (let i = 0; i < L; i++) {
    for (let j = 0; j < L; j++) {
      const { penalty, excess } = penaltyOf(constants, at(covariance, i * L + j), i === j);
      sum += penalty * excess ** 2;
    }
  }
  for (let row = 0; row < M; row++) {
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
  }
};
