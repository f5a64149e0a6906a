import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, ULP } from './numerics.ts';

/**
 * An error of every exponent moves the logarithm of their sum by no more than the largest of these
 * errors; the sum itself and its merges add relative errors, which a logarithm turns into absolute.
 */
export const aggregatePosteriorBound: Bound<'aggregate_posterior'> = ({ context, values }) => {
  const { M, N, L } = context.constants;
  const log_density = new Float64Array(M);
  const z = values.z ?? [];
  const stats = values.stats ?? [];
  for (let row = 0; row < context.step.row_count; row++) {
    let exponent = 0;
    let largest = 0;
    for (let n = 0; n < N; n++) {
      let magnitude = 0;
      let functions = 0;
      for (let l = 0; l < L; l++) {
        const logvar = stats[n * 2 * L + L + l] ?? 0;
        const scaled =
          ((z[row * L + l] ?? 0) - (stats[n * 2 * L + l] ?? 0)) ** 2 * Math.exp(-logvar);
        magnitude += Math.log(2 * Math.PI) + Math.abs(logvar) + scaled;
        functions += scaled * (expError(logvar) + 4 * ULP);
      }
      exponent = Math.max(exponent, 0.5 * (sumError(3 * L, magnitude) + functions));
      largest = Math.max(largest, magnitude);
    }
    // Turns of one invocation, then six levels of the tree: each multiplies by an exponential.
    const merges = (Math.ceil(N / 64) + 6) * (expError(1) + 2 * ULP);
    // If the sum of exponentials is above 2, log is bounded by 3 ulp of its value.
    const logs = 2 * (LOG_ERROR + 3 * ULP * Math.log(N + 1));
    log_density[row] = exponent + merges + logs + 2 * ULP * largest;
  }
  return { log_density };
};
