import { capacitance } from '../../../src/reference/shared/capacitance.ts';
import { rowCounts, termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, NORMAL_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, size } from './values.ts';

/** Log variances lie within ±1. */
const EXP = expError(1) + 2 * ULP;

/**
 * Relative error of a system with the capacitance matrix of a row: sums over its dimensions and a Cholesky
 * factorization, whose error its condition multiplies. No eigenvalue is below 1, nor above the trace.
 */
function solvedError(
  values: Readonly<Record<string, Float64Array | undefined>>,
  { L, R, row }: { L: number; R: number; row: number },
): { readonly error: number; readonly trace: number } {
  const { gaussian = none, factor = none } = values;
  const { trace } = capacitance({ gaussian, factor, row, L, R });
  return { error: (sumError(L, 1) + EXP + 4 * R * ULP) * trace, trace };
}

export const lowRankKlForwardBound: Bound<'low_rank_kl_forward'> = ({ context, values }) => {
  const { M, L, R, RING } = context.constants;
  const terms = new Float64Array(M * RING);
  const solved = new Float64Array(M * R * R);
  for (let row = 0; row < M; row++) {
    const { error, trace } = solvedError(values, { L, R, row });
    solved.fill(2 * error, row * R * R, (row + 1) * R * R);
    if (row >= context.step.row_count) continue;
    let magnitude = R * Math.log(trace);
    for (let l = 0; l < L; l++) {
      magnitude += size(values.gaussian, row * 2 * L + l) ** 2 + Math.E + 2;
      for (let i = 0; i < R; i++) magnitude += size(values.factor, (row * L + l) * R + i) ** 2;
    }
    const functions = R * (error + LOG_ERROR) + L * EXP * Math.E;
    terms[termIndex(context.step, RING, M, row)] = sumError(L * (R + 4), magnitude) + functions;
  }
  return { terms, solved };
};

export const lowRankNllForwardBound: Bound<'low_rank_nll_forward'> = ({ context, values }) => {
  const { M, A, B, L, R, RING, SAMPLES } = context.constants;
  const terms = new Float64Array(M * RING);
  const solved = new Float64Array(M * (R * R + R));
  for (let row = 0; row < M; row++) {
    const own = Math.floor((row * A) / M);
    const { error, trace } = solvedError(values, { L, R, row: own });
    let magnitude = R * Math.log(trace);
    let pulled = 0;
    for (let l = 0; l < L; l++) {
      const place = Math.floor((row * B) / M) * L + l;
      const apart = size(values.x, place) + size(values.gaussian, own * 2 * L + l);
      magnitude += apart ** 2 * Math.E + 3;
      for (let i = 0; i < R; i++) {
        pulled += size(values.factor, (own * L + l) * R + i) * apart * Math.E;
      }
    }
    const first = row * (R * R + R);
    solved.fill(2 * error, first, first + R * R);
    solved.fill(2 * error * pulled, first + R * R, first + R * R + R);
    if (!rowCounts(context.step, row, SAMPLES)) continue;
    const functions = R * LOG_ERROR + error * (R + pulled ** 2) + EXP * magnitude;
    terms[termIndex(context.step, RING, M, row)] = sumError(L * (R + 4), magnitude) + functions;
  }
  return { terms, solved };
};

/** Σ |U| |C⁻¹| and so on are products of a few values: each has the error of its largest parts. */
export const lowRankKlBackwardBound: Bound<'low_rank_kl_backward'> = ({ context, values }) => {
  const { M, L, R } = context.constants;
  const dgaussian = new Float64Array(M * 2 * L);
  const dfactor = new Float64Array(M * L * R);
  for (let row = 0; row < M; row++) {
    const weight = Math.abs(context.slots.term_weight(row));
    for (let l = 0; l < L; l++) {
      const u = rowOf(values.factor, (row * L + l) * R, R);
      const scaled = u * largest(values.solved, row * R * R, R * R) * Math.E;
      const [mu, logvar] = [row * 2 * L + l, row * 2 * L + L + l];
      const error = (EXP + sumError(R, 1) + 4 * ULP) * scaled;
      dgaussian[mu] =
        4 * ULP * (weight * size(values.gaussian, mu) + size(values.dgaussian, mu)) + TINY;
      dgaussian[logvar] =
        weight * (error * u + 2 * EXP * Math.E + 4 * ULP) +
        4 * ULP * (weight * (scaled * u + 3) + size(values.dgaussian, logvar)) +
        8 * TINY;
      for (let i = 0; i < R; i++) {
        const place = (row * L + l) * R + i;
        const whole = weight * (u + scaled) + size(values.dfactor, place);
        dfactor[place] = weight * error + 4 * ULP * whole + 8 * TINY;
      }
    }
  }
  return { dgaussian, dfactor };
};

export const lowRankNllBackwardBound: Bound<'low_rank_nll_backward'> = ({ context, values }) => {
  const { M, A, B, L, R, DX } = context.constants;
  const dgaussian = new Float64Array(A * 2 * L);
  const dfactor = new Float64Array(A * L * R);
  const dx = new Float64Array(B * L);
  const rows = M / A;
  const relative = EXP + sumError(R, 1) + sumError(rows, 1) + 8 * ULP;
  const width = R * R + R;
  for (let own = 0; own < A; own++) {
    for (let l = 0; l < L; l++) {
      const u = rowOf(values.factor, (own * L + l) * R, R);
      let [total, pulls, squares, products] = [0, 0, 0, 0];
      for (let row = own * rows; row < (own + 1) * rows; row++) {
        const weight = Math.abs(context.slots.term_weight(row));
        const place = Math.floor((row * B) / M) * L + l;
        const c = largest(values.solved, row * width + R * R, R);
        const apart = size(values.x, place) + size(values.gaussian, own * 2 * L + l) + u * c;
        const pull = apart * Math.E;
        total += weight;
        pulls += weight * pull;
        squares += weight * pull ** 2;
        products += weight * pull * c;
        if (DX) {
          dx[place] = relative * weight * pull + 4 * ULP * size(values.dx, place) + 8 * TINY;
        }
      }
      const scaled = u * largest(values.solved, own * rows * width, R * R) * Math.E;
      const [mu, logvar] = [own * 2 * L + l, own * 2 * L + L + l];
      dgaussian[mu] = relative * pulls + 4 * ULP * size(values.dgaussian, mu) + 8 * TINY;
      dgaussian[logvar] =
        2 * relative * (total * (1 + scaled * u) + squares * Math.E) +
        4 * ULP * size(values.dgaussian, logvar) +
        8 * TINY;
      for (let i = 0; i < R; i++) {
        const place = (own * L + l) * R + i;
        dfactor[place] =
          2 * relative * (total * scaled + products) +
          4 * ULP * size(values.dfactor, place) +
          8 * TINY;
      }
    }
  }
  return { dgaussian, dfactor, dx };
};

/** Σ of the magnitudes of a range. */
const rowOf = (values: Float64Array | undefined, first: number, count: number): number =>
  (values ?? none).slice(first, first + count).reduce((sum, value) => sum + Math.abs(value), 0);

/** The largest magnitude of a range. */
const largest = (values: Float64Array | undefined, first: number, count: number): number =>
  (values ?? none)
    .slice(first, first + count)
    .reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A relative error of the variance is an absolute one of its logarithm. Means are copied. */
export const lowRankMomentsBound: Bound<'low_rank_moments'> = ({ context, expected }) => {
  const { L, R } = context.constants;
  return {
    moments: (expected.moments ?? none).map((value, i) =>
      i % (2 * L) < L ? 0 : EXP + sumError(R, 1) + LOG_ERROR + 3 * ULP * Math.abs(value),
    ),
  };
};

export const lowRankProductForwardBound: Bound<'low_rank_product_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { M, N, L, SAMPLES } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const y = new Float64Array(M * SAMPLES * N).map((_, index) => {
    const row = Math.floor(index / N);
    const first = (Math.floor(row / SAMPLES) * N + (index % N)) * L;
    let [magnitude, functions] = [0, 0];
    for (let i = 0; i < L; i++) {
      magnitude += size(values.factor, first + i) * Math.abs(context.slots.noise(row, i));
      functions += size(values.factor, first + i) * normal;
    }
    return sumError(L, magnitude) + functions + TINY;
  });
  return { y };
};

export const lowRankProductBackwardBound: Bound<'low_rank_product_backward'> = ({
  context,
  values,
  choices,
}) => {
  const { M, N, L, SAMPLES } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const dfactor = new Float64Array(M * N * L).map((_, place) => {
    const [example, column] = [Math.floor(place / (N * L)), place % (N * L)];
    let magnitude = size(values.dfactor, place);
    let functions = 0;
    for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
      const gradient = size(values.dy, row * N + Math.floor(column / L));
      magnitude += gradient * Math.abs(context.slots.noise(row, column % L));
      functions += gradient * normal;
    }
    return sumError(SAMPLES, magnitude) + functions + TINY;
  });
  return { dfactor };
};
