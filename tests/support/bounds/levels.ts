import { momentsAt, relative } from '../../../src/reference/shared/relative.ts';
import { termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, NORMAL_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, size } from './values.ts';

/** Relative error of exp(-logvar / 2) or exp(-logvar). */
const factor = (logvar: number): number => expError(logvar) + 4 * ULP;

/** Magnitude and error of the KL of one dimension. */
function klPlace(q: readonly [number, number], p: readonly [number, number]) {
  const [mu, logvar] = relative(q, p);
  const apart = (Math.abs(q[0]) + Math.abs(p[0])) * Math.exp(-0.5 * p[1]);
  const logvars = Math.abs(q[1]) + Math.abs(p[1]);
  // The subtraction of means cancels, that of log variances too.
  const muError = apart * factor(p[1]);
  const logvarError = logvars * ULP;
  const rise = Math.exp(logvar) + 1;
  return {
    mu,
    logvar,
    muError,
    ratioError: Math.exp(logvar) * (expError(logvar) + logvarError) + logvarError + 2 * ULP * rise,
    magnitude: 0.5 * (apart * apart + rise + logvars),
    error:
      Math.abs(mu) * muError +
      muError ** 2 +
      0.5 * rise * logvarError +
      0.5 * expError(logvar) * Math.exp(logvar),
  };
}

export const gaussianKlForwardBound: Bound<'gaussian_kl_forward'> = ({ context, values }) => {
  const { M, L, SAMPLES, RING } = context.constants;
  const terms = new Float64Array(M * RING);
  const { q = none, p = none } = values;
  for (let row = 0; row < Math.min(M, context.step.row_count * SAMPLES); row++) {
    let [magnitude, error] = [0, 0];
    for (let column = 0; column < L; column++) {
      const place = klPlace(momentsAt(q, row, column, L), momentsAt(p, row, column, L));
      magnitude += place.magnitude;
      error += place.error;
    }
    terms[termIndex(context.step, RING, M, row)] = sumError(4 * L, magnitude) + error;
  }
  return { terms };
};

export const gaussianKlBackwardBound: Bound<'gaussian_kl_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { L } = context.constants;
  const { q = none, p = none } = values;
  const bound = (gradient: Float64Array | undefined, before: Float64Array | undefined) =>
    (gradient ?? none).map((value, i) => {
      const row = Math.floor(i / (2 * L));
      const place = klPlace(momentsAt(q, row, i % L, L), momentsAt(p, row, i % L, L));
      const [, logvarP] = momentsAt(p, row, i % L, L);
      const weight = Math.abs(context.slots.term_weight(row));
      const scale = Math.exp(-0.5 * logvarP);
      const ofMean = scale * (place.muError + Math.abs(place.mu) * factor(logvarP));
      const ofLogvar = 0.5 * place.ratioError + Math.abs(place.mu) * place.muError;
      const rounding = 4 * ULP * (Math.abs(value) + size(before, i));
      return weight * (i % (2 * L) < L ? ofMean : ofLogvar + place.mu ** 2 * ULP) + rounding;
    });
  return { dq: bound(expected.dq, values.dq), dp: bound(expected.dp, values.dp) };
};

export const sampledGaussianKlForwardBound: Bound<'sampled_gaussian_kl_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { constants, step, slots } = context;
  const { M, L, DRAWS, SAMPLES, RING } = constants;
  const { q = none, p = none, z } = values;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const rows = M * DRAWS;
  const terms = new Float64Array(rows * RING);
  for (let row = 0; row < Math.min(rows, step.row_count * SAMPLES); row++) {
    let [magnitude, error] = [0, 0];
    for (let column = 0; column < L; column++) {
      const noise = Math.abs(slots.noise(row, column));
      const [, logvarQ] = momentsAt(q, Math.floor(row / DRAWS), column, L);
      const [muP, logvarP] = momentsAt(p, row, column, L);
      const apart = (size(z, row * L + column) + Math.abs(muP)) * Math.exp(-0.5 * logvarP);
      magnitude += 0.5 * (apart ** 2 + noise ** 2 + Math.abs(logvarQ) + Math.abs(logvarP));
      error += apart ** 2 * factor(logvarP) + noise * normal + normal ** 2;
    }
    terms[termIndex(step, RING, rows, row)] = sumError(4 * L, magnitude) + error;
  }
  return { terms };
};

export const sampledGaussianKlBackwardBound: Bound<'sampled_gaussian_kl_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { L, DRAWS } = context.constants;
  const { p = none, z } = values;
  const place = (row: number, column: number) => {
    const [mu, logvar] = momentsAt(p, row, column, L);
    const scale = Math.exp(-0.5 * logvar);
    const apart = (size(z, row * L + column) + Math.abs(mu)) * scale;
    const weight = Math.abs(context.slots.term_weight(row));
    const ofZ = weight * apart * scale * 2 * factor(logvar);
    return { ofZ, ofLogvar: weight * (apart ** 2 * 2 * factor(logvar) + 2 * ULP) };
  };
  const rounding = (value: number, before: Float64Array | undefined, i: number) =>
    2 * ULP * (Math.abs(value) + size(before, i)) + TINY * Math.min(1, Math.abs(value));
  return {
    dz: (expected.dz ?? none).map(
      (value, i) => place(Math.floor(i / L), i % L).ofZ + rounding(value, values.dz, i),
    ),
    dp: (expected.dp ?? none).map((value, i) => {
      const { ofZ, ofLogvar } = place(Math.floor(i / (2 * L)), i % L);
      return (i % (2 * L) < L ? ofZ : ofLogvar) + rounding(value, values.dp, i);
    }),
    dq: (expected.dq ?? none).map((value, i) => {
      if (i % (2 * L) < L) return 0;
      return (2 + DRAWS) * ULP * (Math.abs(value) + size(values.dq, i) + DRAWS);
    }),
  };
};

export const mergeGaussiansForwardBound: Bound<'merge_gaussians_forward'> = ({
  context,
  values,
  expected,
}) => {
  const { L, SAMPLES } = context.constants;
  const { q = none, p = none } = values;
  const merged = (expected.merged ?? none).map((value, i) => {
    const row = Math.floor(i / (2 * L));
    const [muQ, logvarQ] = momentsAt(q, Math.floor(row / SAMPLES), i % L, L);
    const [muP, logvarP] = momentsAt(p, row, i % L, L);
    const logvars = Math.abs(logvarQ) + Math.abs(logvarP);
    const share = expError(logvars) + 4 * ULP;
    const ofMean = (Math.abs(muQ) + Math.abs(muP)) * (share + 4 * ULP);
    // WGSL bounds log by an absolute error.
    return i % (2 * L) < L ? ofMean : 2 ** -21 + share + 4 * ULP * (logvars + Math.abs(value));
  });
  return { merged };
};

export const mergeGaussiansBackwardBound: Bound<'merge_gaussians_backward'> = ({
  context,
  values,
}) => {
  const { L, SAMPLES } = context.constants;
  const { q = none, p = none, dmerged = none } = values;
  const error = (row: number, column: number) => {
    const [muQ, logvarQ] = momentsAt(q, Math.floor(row / SAMPLES), column, L);
    const [muP, logvarP] = momentsAt(p, row, column, L);
    const [dmu, dlogvar] = momentsAt(dmerged, row, column, L).map(Math.abs) as [number, number];
    const share = 2 * (expError(Math.abs(logvarQ) + Math.abs(logvarP)) + (8 + SAMPLES) * ULP);
    const ofMean = share * dmu;
    return [ofMean, share * dlogvar + share * (Math.abs(muQ) + Math.abs(muP)) * dmu] as const;
  };
  const place = (i: number) => [Math.floor(i / (2 * L)), i % L, i % (2 * L) < L ? 0 : 1] as const;
  return {
    dq: (values.dq ?? none).map((before, i) => {
      const [example, column, part] = place(i);
      const draws = Array.from({ length: SAMPLES }, (_, s) => example * SAMPLES + s);
      const sum = draws.reduce((total, row) => total + error(row, column)[part], 0);
      return sum + 2 * ULP * Math.abs(before) + TINY;
    }),
    dp: (values.dp ?? none).map((before, i) => {
      const [row, column, part] = place(i);
      return error(row, column)[part] + 2 * ULP * Math.abs(before) + TINY;
    }),
  };
};

export const relativeGaussianBound: Bound<'relative_gaussian'> = ({ context, values }) => {
  const { M, L, WHOLE, FIRST } = context.constants;
  const { q = none, p = none } = values;
  const y = new Float64Array(M * 2 * WHOLE);
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const [ofQ, ofP] = [momentsAt(q, row, column, L), momentsAt(p, row, column, L)];
      const index = row * 2 * WHOLE + FIRST + column;
      y[index] = klPlace(ofQ, ofP).muError;
      y[index + WHOLE] = ULP * (Math.abs(ofQ[1]) + Math.abs(ofP[1]));
    }
  }
  return { y };
};

/** The values are copied. The gate is exact, unless the sum is so near the target that rounding may decide. */
export const freeBitsForwardBound: Bound<'free_bits_forward'> = ({ context, values }) => {
  const { M, SAMPLES, RING, TARGET } = context.constants;
  const { step } = context;
  let [sum, magnitude] = [0, 0];
  for (let row = 0; row < M; row++) {
    const value = values.plain?.[termIndex(step, RING, M, row)] ?? 0;
    sum += value;
    magnitude += Math.abs(value);
  }
  const rows = Math.min(M, step.row_count * SAMPLES);
  const apart = Math.abs(sum - (step.targets[TARGET] ?? Number.NaN) * rows);
  const gate = Float64Array.of(apart > sumError(8 + Math.ceil(M / 64), magnitude) ? 0 : 2);
  return { floored: new Float64Array(M * RING), gate };
};

export const freeBitsBackwardBound: Bound<'free_bits_backward'> = ({ values, expected }) => {
  const dterm = (expected.dterm ?? none).map(
    (value, i) => 2 * ULP * (Math.abs(value) + size(values.dterm, i)),
  );
  return { dterm };
};
