import { logDensity, logSoftmax } from '../../../src/reference/shared/mixture.ts';
import { rowCounts, termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, size } from './values.ts';

/** Every moment is within ±1, so the exponent of a deviation is within ±½. */
const DEVIATION = expError(0.5) + 4 * ULP;

export const relativeMomentsForwardBound: Bound<'relative_moments_forward'> = ({ expected }) => ({
  // A difference of two values within ±1 has the error of rounding it once.
  relative: (expected.relative ?? none).map((value) => DEVIATION * Math.abs(value) + TINY),
});

export const relativeMomentsBackwardStatsBound: Bound<'relative_moments_backward_stats'> = ({
  values,
  expected,
}) => ({
  dstats: (expected.dstats ?? none).map((value, i) => {
    const before = size(values.dstats, i);
    return DEVIATION * (Math.abs(value) + before) + TINY;
  }),
});

export const relativeMomentsBackwardPriorBound: Bound<'relative_moments_backward_prior'> = ({
  context,
  values,
}) => {
  const { M, L, R } = context.constants;
  const dprior = new Float64Array(R * 2 * L).map((_, i) => {
    const column = i % (2 * L);
    const isMean = column < L;
    let magnitude = 0;
    for (let row = Math.floor(i / (2 * L)); row < M; row += R) {
      const place = row * 2 * L + column;
      const product = size(values.relative, place - L) * size(values.drelative, place - L);
      magnitude += size(values.drelative, place) + (isMean ? 0 : 0.5 * product);
    }
    const scale = isMean ? Math.exp(0.5 * size(values.prior, i + L)) : 1;
    const before = size(values.dprior, i);
    return (
      scale * (sumError(2 * (M / R), magnitude) + DEVIATION * magnitude) +
      2 * ULP * (before + magnitude)
    );
  });
  return { dprior };
};

/** Turns of one invocation, then six levels of the tree: each multiplies by an exponential. */
const mergeError = (components: number): number =>
  (Math.ceil(components / 64) + 6) * (expError(1) + 2 * ULP) +
  2 * (LOG_ERROR + 3 * ULP * Math.log(components + 1));

/** Components that are near a draw by the errors of their weights' sum may be drawn in its place. */
export const mixtureChoiceBound: Bound<'mixture_choice'> = ({ context, values, choices }) => {
  const { M, N, L } = context.constants;
  const weights = logSoftmax(values.log_weights ?? none).map(Math.exp);
  const doubt = (choices.uniform === 'given' ? 1e-6 : 0) + (N + 2) * (expError(2) + 2 * ULP);
  const chosen = new Float64Array(M * 2 * L);
  for (let row = 0; row < M; row++) {
    const draw = context.slots.uniform(row, 0);
    let passed = 0;
    for (const weight of weights) {
      passed += weight;
      if (Math.abs(passed - draw) < doubt) chosen.fill(2, row * 2 * L, (row + 1) * 2 * L);
    }
  }
  return { chosen };
};

export const mixtureDensityForwardBound: Bound<'mixture_density_forward'> = ({
  context,
  values,
  expected,
}) => {
  const { step, constants } = context;
  const { M, K, L, SAMPLES, RING } = constants;
  const { z = none, stats = none, log_weights = none } = values;
  const terms = new Float64Array(M * RING);
  const shares = new Float64Array(M * K);
  for (let row = 0; row < M; row++) {
    if (!rowCounts(step, row, SAMPLES)) continue;
    let exponent = 0;
    let largest = 0;
    for (let k = 0; k < K; k++) {
      let magnitude = size(log_weights, k);
      let functions = 0;
      for (let l = 0; l < L; l++) {
        const logvar = stats[k * 2 * L + L + l] ?? 0;
        const scaled =
          ((z[row * L + l] ?? 0) - (stats[k * 2 * L + l] ?? 0)) ** 2 * Math.exp(-logvar);
        magnitude += Math.log(2 * Math.PI) + Math.abs(logvar) + scaled;
        functions += scaled * (expError(logvar) + 4 * ULP);
      }
      exponent = Math.max(
        exponent,
        0.5 * (sumError(3 * L, magnitude) + functions) + ULP * magnitude,
      );
      largest = Math.max(largest, magnitude);
    }
    const density = exponent + mergeError(K) + 2 * ULP * largest;
    terms[termIndex(step, RING, M, row)] = density + mergeError(K) + 2 * ULP * largest;
    const weights = logSoftmax(log_weights);
    for (let k = 0; k < K; k++) {
      const share = expected.shares?.[row * K + k] ?? 0;
      const joint = (weights[k] ?? 0) + logDensity(z, stats, { L, row, k });
      const apart = Math.abs(joint + (expected.terms?.[termIndex(step, RING, M, row)] ?? 0));
      shares[row * K + k] = share * (2 * (density + exponent) + expError(apart)) + TINY;
    }
  }
  return { terms, shares };
};

export const mixtureDensityBackwardZBound: Bound<'mixture_density_backward_z'> = ({
  context,
  values,
}) => {
  const { M, K, L } = context.constants;
  const dz = new Float64Array(M * L).map((_, i) => {
    const row = Math.floor(i / L);
    let error = 0;
    let magnitude = 0;
    for (let k = 0; k < K; k++) {
      const place = k * 2 * L + (i % L);
      const distance = size(values.z, i) + size(values.stats, place);
      const logvar = values.stats?.[place + L] ?? 0;
      const scaled = Math.exp(-logvar) * distance;
      const product = size(values.shares, row * K + k) * scaled;
      magnitude += product;
      // A share or a distance that is denormal may be flushed before it is scaled.
      error += product * (expError(logvar) + 4 * ULP) + TINY * (scaled + Math.exp(-logvar));
    }
    error += sumError(2 * K, magnitude);
    const weight = Math.abs(context.slots.term_weight(row));
    return weight * error + 2 * ULP * size(values.dz, i) + TINY * (1 + magnitude);
  });
  return { dz };
};

export const mixtureDensityBackwardStatsBound: Bound<'mixture_density_backward_stats'> = ({
  context,
  values,
}) => {
  const { M, K, L } = context.constants;
  const dstats = new Float64Array(K * 2 * L).map((_, i) => {
    const k = Math.floor(i / (2 * L));
    const isMean = i % (2 * L) < L;
    const mu = isMean ? i : i - L;
    const precision = Math.exp(-(values.stats?.[mu + L] ?? 0));
    const logvar = Math.abs(values.stats?.[mu + L] ?? 0);
    let magnitude = 0;
    let flushed = 2 * ULP * size(values.dstats, i) + TINY;
    for (let row = 0; row < M; row++) {
      const weight = Math.abs(context.slots.term_weight(row));
      const distance = size(values.z, row * L + (mu % (2 * L))) + size(values.stats, mu);
      const scaled = precision * (isMean ? distance : 0.5 * distance ** 2);
      magnitude += weight * size(values.shares, row * K + k) * (isMean ? scaled : 0.5 + scaled);
      flushed += TINY * (weight + size(values.shares, row * K + k)) * (scaled + precision);
    }
    return sumError(4 * M, magnitude) + (expError(logvar) + 4 * ULP) * magnitude + flushed;
  });
  return { dstats };
};

export const mixtureDensityBackwardWeightsBound: Bound<'mixture_density_backward_weights'> = ({
  context,
  values,
}) => {
  const { M, K } = context.constants;
  const weights = logSoftmax(values.log_weights ?? none).map(Math.exp);
  const ofWeights = expError(2) + mergeError(K);
  const dlog_weights = new Float64Array(K).map((_, k) => {
    let magnitude = 0;
    let functions = 0;
    for (let row = 0; row < M; row++) {
      const rowWeight = Math.abs(context.slots.term_weight(row));
      magnitude += rowWeight * ((weights[k] ?? 0) + size(values.shares, row * K + k));
      functions += rowWeight * (weights[k] ?? 0) * ofWeights;
    }
    return sumError(2 * M, magnitude) + functions + 2 * ULP * size(values.dlog_weights, k) + TINY;
  });
  return { dlog_weights };
};
