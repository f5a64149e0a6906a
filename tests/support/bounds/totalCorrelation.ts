import type { StepScalars } from '../../../src/kernels/step.ts';
import { rowCounts, termIndex } from '../../../src/reference/shared/step.ts';
import {
  type DensityConstants,
  type DensityGradientConstants,
  logNormal,
  logWeight,
  weightOf,
} from '../../../src/reference/shared/totalCorrelation.ts';
import type { CaseValues } from '../preparedCase.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { number } from './values.ts';

type Place = readonly [row: number, n: number, l: number];

/** d² exp(-logvar) of a sample and a posterior, and its error. */
function scaled({ L }: DensityConstants, { z, stats }: CaseValues, [row, n, l]: Place) {
  const logvar = number(stats, n * 2 * L + L + l);
  const distance = number(z, row * L + l) - number(stats, n * 2 * L + l);
  const value = distance ** 2 * Math.exp(-logvar);
  return { value, error: value * (expError(logvar) + 4 * ULP), logvar, distance };
}

/** Magnitude and error of log q(z_l | x_n). */
function single(constants: DensityConstants, values: CaseValues, place: Place) {
  const { value, error, logvar } = scaled(constants, values, place);
  const magnitude = 0.5 * (Math.log(2 * Math.PI) + Math.abs(logvar) + value);
  return { magnitude, error: 0.5 * error + sumError(3, magnitude) };
}

/** Error of the log of a weight, which is a quotient of row counts. */
const weightError = (log: number): number => LOG_ERROR + 3 * ULP * Math.abs(log) + 6 * ULP;

export const totalCorrelationForwardBound: Bound<'total_correlation_forward'> = ({
  context: { constants, step },
  values,
  expected,
}) => {
  const { M, L, SAMPLES, RING } = constants;
  const pairs = new Float64Array(M * SAMPLES * M);
  const densities = new Float64Array(M * SAMPLES * (L + 1));
  const mutual_information = new Float64Array(RING * M * SAMPLES);
  const total_correlation = new Float64Array(RING * M * SAMPLES);
  const dimension_kl = new Float64Array(RING * M * SAMPLES);
  // Turns of one invocation, then six levels of the tree: each multiplies by an exponential.
  const merges = (Math.ceil(M / 64) + 6) * (expError(1) + 2 * ULP) + 2 * LOG_ERROR;
  for (let row = 0; row < M * SAMPLES && rowCounts(step, row, SAMPLES); row++) {
    const exponents = new Float64Array(L);
    const sizes = new Float64Array(L + 1);
    let joint = 0;
    for (let n = 0; n < Math.min(M, step.row_count); n++) {
      const weight = logWeight(constants, step, row, n);
      let magnitude = Math.abs(weight);
      let errors = weightError(weight);
      for (let l = 0; l < L; l++) {
        const own = single(constants, values, [row, n, l]);
        const error = own.error + weightError(weight) + 2 * ULP * (own.magnitude + magnitude);
        exponents[l] = Math.max(number(exponents, l), error);
        magnitude += own.magnitude;
        errors += own.error;
      }
      pairs[row * M + n] = errors + sumError(L + 1, magnitude);
      joint = Math.max(joint, number(pairs, row * M + n));
    }
    for (let l = 0; l <= L; l++) {
      const index = row * (L + 1) + l;
      sizes[l] = Math.abs(number(expected.densities, index));
      densities[index] =
        (l < L ? number(exponents, l) : joint) + merges + 4 * ULP * number(sizes, l);
    }
    const own = densities.subarray(row * (L + 1), row * (L + 1) + L);
    const singles =
      own.reduce((a, b) => a + b, 0) +
      sumError(
        L,
        sizes.reduce((a, b) => a + b, 0),
      );
    const density = number(densities, row * (L + 1) + L);
    const index = termIndex(step, RING, M * SAMPLES, row);
    const magnitude = sizes.reduce((a, b) => a + b, Math.abs(number(values.nll, index)));
    mutual_information[index] = 2 * joint + density + sumError(L + 1, magnitude);
    total_correlation[index] = density + singles + 2 * ULP * magnitude;
    dimension_kl[index] = singles + 2 * ULP * magnitude;
  }
  return { pairs, densities, mutual_information, total_correlation, dimension_kl };
};

/** Magnitude and error of the gradient with respect to log q(z_l | x_n). */
function gradient(
  constants: DensityGradientConstants,
  step: StepScalars,
  values: CaseValues,
  [row, n, l]: Place,
) {
  const { M, L, TERM_MUTUAL, TERM_TOTAL, TERM_DIMENSIONS } = constants;
  const weight = (term: number): number => Math.abs(weightOf(constants, step, term));
  const total = weight(TERM_TOTAL);
  // An error that exceeds the exponent makes nothing of an exponential that underflows.
  const exponent = (log: number, error: number): readonly [number, number] => [
    Math.exp(log),
    Math.exp(log + error) * (1 + expError(log)) - Math.exp(log) + TINY,
  ];
  const pair = number(values.pairs, row * M + n);
  const density = number(values.densities, row * (L + 1) + L);
  const [joint, jointError] = exponent(pair - density, ULP * (Math.abs(pair) + Math.abs(density)));
  const own = single(constants, values, [row, n, l]);
  const known = number(values.densities, row * (L + 1) + l);
  const logWeighted = logWeight(constants, step, row, n);
  const log = logNormal(constants, values.z as Float64Array, values.stats as Float64Array, [
    row,
    n,
    l,
  ]);
  const rounding =
    own.error +
    weightError(logWeighted) +
    2 * ULP * (own.magnitude + Math.abs(logWeighted) + Math.abs(known));
  const [share, shareError] = exponent(logWeighted + log - known, rounding);
  const ofJoint = weight(TERM_MUTUAL) + total;
  const ofSingle = weight(TERM_DIMENSIONS) + total;
  const magnitude = weight(TERM_MUTUAL) + ofJoint * joint + ofSingle * share;
  return {
    magnitude,
    error: ofJoint * jointError + ofSingle * shareError + 8 * ULP * magnitude,
  };
}

export const totalCorrelationBackwardZBound: Bound<'total_correlation_backward_z'> = ({
  context: { constants, step },
  values,
}) => {
  const { M, L, SAMPLES, ACCUMULATE_Z, ACCUMULATE_NLL, TERM_DIMENSIONS } = constants;
  const dz = new Float64Array(M * SAMPLES * L).map((_, i) => {
    const [row, l] = [Math.floor(i / L), i % L];
    const before = ACCUMULATE_Z ? Math.abs(number(values.dz, i)) : 0;
    if (!rowCounts(step, row, SAMPLES)) return before < TINY ? TINY : 0;
    let errors = 2 * ULP * before;
    let magnitude = before;
    for (let n = 0; n < Math.min(M, step.row_count); n++) {
      const { distance, logvar } = scaled(constants, values, [row, n, l]);
      const factor = Math.abs(distance) * Math.exp(-logvar);
      const pair = gradient(constants, step, values, [row, n, l]);
      errors += factor * (pair.error + pair.magnitude * (expError(logvar) + 4 * ULP));
      // Each factor and each product may be flushed before the next one makes it larger.
      errors += TINY * (1 + pair.magnitude + Math.abs(distance)) * (1 + Math.exp(-logvar));
      magnitude += factor * pair.magnitude;
    }
    return errors + sumError(M, magnitude);
  });
  const weight = Math.abs(weightOf(constants, step, TERM_DIMENSIONS));
  const dnll = new Float64Array(M * SAMPLES).map((_, row) => {
    const before = ACCUMULATE_NLL ? Math.abs(number(values.dnll, row)) : 0;
    return 2 * ULP * (weight + before) + (before < TINY ? TINY : 0);
  });
  return { dz, dnll };
};

export const totalCorrelationBackwardStatsBound: Bound<'total_correlation_backward_stats'> = ({
  context: { constants, step },
  values,
}) => {
  const { M, L, SAMPLES, ACCUMULATE } = constants;
  const dstats = new Float64Array(M * 2 * L).map((_, i) => {
    const n = Math.floor(i / (2 * L));
    const isLogvar = i % (2 * L) >= L;
    const before = ACCUMULATE ? Math.abs(number(values.dstats, i)) : 0;
    if (n >= step.row_count) return before < TINY ? TINY : 0;
    let errors = 2 * ULP * before;
    let magnitude = before;
    for (let row = 0; row < M * SAMPLES && rowCounts(step, row, SAMPLES); row++) {
      const place: Place = [row, n, i % L];
      const { value, distance, logvar } = scaled(constants, values, place);
      const mean = Math.abs(distance) * Math.exp(-logvar);
      const factor = isLogvar ? 0.5 * (value + 1) : mean;
      const pair = gradient(constants, step, values, place);
      errors += factor * (pair.error + pair.magnitude * (expError(logvar) + 8 * ULP));
      magnitude += factor * pair.magnitude;
    }
    return errors + sumError(M * SAMPLES, magnitude);
  });
  return { dstats };
};
