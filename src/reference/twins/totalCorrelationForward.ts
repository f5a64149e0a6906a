import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import { logNormal, logWeight } from '../shared/totalCorrelation.ts';
import type { Twin } from '../twin.ts';

/**
 * mutual_information = log q(z | x) - log q(z), total_correlation = log q(z) - Σ_l log q(z_l),
 * dimension_kl = Σ_l log q(z_l) + nll, with q(z) estimated from the batch
 */
export const totalCorrelationForward: Twin<'total_correlation_forward'> = (
  { constants, step },
  z,
  stats,
  nll,
  pairs,
  densities,
  mutualInformation,
  totalCorrelation,
  dimensionKl,
) => {
  const { M, L, SAMPLES, RING } = constants;
  const batch = Math.min(M, step.row_count);
  for (let row = 0; row < M * SAMPLES; row++) {
    const counts = rowCounts(step, row, SAMPLES);
    const logs = (l: number): number[] =>
      Array.from({ length: batch }, (_, n) => logNormal(constants, z, stats, [row, n, l]));
    const dimensions = Array.from({ length: L }, (_, l) => logs(l));
    const weights = Array.from({ length: batch }, (_, n) => logWeight(constants, step, row, n));
    const joint = weights.map((weight, n) =>
      dimensions.reduce((sum, each) => sum + (each[n] as number), weight),
    );
    const density = logSumExp(joint);
    const singles = dimensions.map((each) =>
      logSumExp(each.map((log, n) => log + (weights[n] as number))),
    );
    for (let n = 0; n < M; n++) put(pairs, row * M + n, counts ? (joint[n] ?? 0) : 0);
    for (const [l, single] of [...singles, density].entries()) {
      put(densities, row * (L + 1) + l, counts ? single : 0);
    }
    const sum = singles.reduce((a, b) => a + b, 0);
    const own = Array.from({ length: L }, (_, l) =>
      logNormal(constants, z, stats, [row, Math.floor(row / SAMPLES), l]),
    ).reduce((a, b) => a + b, 0);
    const index = termIndex(step, RING, M * SAMPLES, row);
    put(mutualInformation, index, counts ? own - density : 0);
    put(totalCorrelation, index, counts ? density - sum : 0);
    put(dimensionKl, index, counts ? sum + at(nll, index) : 0);
  }
};

function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
