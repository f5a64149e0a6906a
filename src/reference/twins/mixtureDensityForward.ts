import { put } from '../shared/access.ts';
import { logDensity, logSoftmax, logSumExp } from '../shared/mixture.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = -log Σ_k weight_k N(z; mu_k, exp(logvar_k)), shares [M, K] = its addends / their sum */
export const mixtureDensityForward: Twin<'mixture_density_forward'> = (
  { constants: { M, K, L, SAMPLES, RING }, step },
  z,
  stats,
  logWeights,
  terms,
  shares,
) => {
  const weights = logSoftmax(logWeights);
  for (let row = 0; row < M; row++) {
    const joint = weights.map((weight, k) => weight + logDensity(z, stats, { L, row, k }));
    const density = logSumExp(joint);
    const counts = rowCounts(step, row, SAMPLES);
    put(terms, termIndex(step, RING, M, row), counts ? -density : 0);
    for (const [k, log] of joint.entries()) {
      put(shares, row * K + k, counts ? Math.exp(log - density) : 0);
    }
  }
};
