import { lowerPlace } from '../../../src/reference/shared/lower.ts';
import { rowCounts, termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, NORMAL_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { size } from './values.ts';

export const fullKlForwardBound: Bound<'full_kl_forward'> = ({ context, values }) => {
  const { step, constants } = context;
  const { M, L, T, RING } = constants;
  const terms = new Float64Array(M * RING);
  for (let row = 0; row < Math.min(M, step.row_count); row++) {
    let magnitude = 0;
    let functions = 0;
    for (let l = 0; l < L; l++) {
      const logvar = values.stats?.[row * 2 * L + L + l] ?? 0;
      magnitude += 0.5 * (size(values.stats, row * 2 * L + l) ** 2 + Math.exp(logvar) + 1);
      magnitude += 0.5 * Math.abs(logvar);
      functions += 0.5 * expError(logvar) * Math.exp(logvar);
    }
    for (let t = 0; t < T; t++) magnitude += 0.5 * size(values.lower, row * T + t) ** 2;
    terms[termIndex(step, RING, M, row)] = sumError(4 * L + T, magnitude) + functions;
  }
  return { terms };
};

export const fullKlBackwardBound: Bound<'full_kl_backward'> = ({ context, values, expected }) => {
  const { L, T } = context.constants;
  return {
    dstats: (expected.dstats ?? new Float64Array()).map((value, i) => {
      const weight = Math.abs(context.slots.term_weight(Math.floor(i / (2 * L))));
      const stat = values.stats?.[i] ?? 0;
      // exp(x) - 1 is x + (exp(x) - 1 - x), whose parts may be larger than their sum.
      const parts = 2 * ULP * Math.max(Math.abs(stat), Math.exp(stat) + 1);
      const functions = 0.5 * expError(stat) * Math.exp(stat) + parts;
      // A denormal weight may be flushed before it is multiplied.
      const flushed = TINY * (Math.exp(stat) + Math.abs(stat) + 1);
      return weight * functions + 2 * ULP * (Math.abs(value) + size(values.dstats, i)) + flushed;
    }),
    dlower: (expected.dlower ?? new Float64Array()).map((value, i) => {
      const weight = Math.abs(context.slots.term_weight(Math.floor(i / T)));
      const product = weight * size(values.lower, i);
      return 2 * ULP * (product + Math.abs(value) + size(values.dlower, i)) + TINY;
    }),
  };
};

/**
 * Substitution goes on with what it found: the error of an element is that of its sum and those of the elements in
 * it, over the diagonal.
 */
export const fullNllForwardBound: Bound<'full_nll_forward'> = ({ context, values, expected }) => {
  const { step, constants } = context;
  const { M, L, T, B, RING, SAMPLES } = constants;
  const terms = new Float64Array(M * RING);
  const solved = new Float64Array(2 * M * L);
  for (let row = 0; row < M; row++) {
    const first = 2 * L * row;
    const below = (i: number, j: number): number => size(values.lower, row * T + lowerPlace(i, j));
    const found = (
      place: number,
      own: number,
      taken: readonly (readonly [number, number])[],
      i: number,
    ) => {
      const logvar = values.gaussian?.[first + L + i] ?? 0;
      const wanted = size(expected.solved, place);
      let magnitude = own;
      let carried = 0;
      for (const [factor, other] of taken) {
        magnitude += factor * size(expected.solved, other);
        carried += factor * (solved[other] ?? 0);
      }
      const functions = (expError(logvar / 2) + 2 * ULP) * wanted;
      solved[place] =
        Math.exp(-logvar / 2) *
          (carried + sumError(L + 2, magnitude) + (L + 2) * TINY) *
          (1 + ULP) +
        functions +
        TINY;
    };
    let sum = 0;
    let functions = 0;
    for (let i = 0; i < L; i++) {
      const of =
        size(values.x, Math.floor((row * B) / M) * L + i) + size(values.gaussian, first + i);
      found(
        first + i,
        of,
        Array.from({ length: i }, (_, j) => [below(i, j), first + j] as const),
        i,
      );
      const [w, error] = [size(expected.solved, first + i), solved[first + i] ?? 0];
      sum += 2 + size(values.gaussian, first + L + i) + w ** 2;
      functions += (w + error) * error;
    }
    for (let i = L - 1; i >= 0; i--) {
      const after = Array.from({ length: L - 1 - i }, (_, k) => {
        return [below(i + 1 + k, i), first + L + i + 1 + k] as const;
      });
      found(first + L + i, size(expected.solved, first + i), after, i);
      const scale = Math.exp(-0.5 * (values.gaussian?.[first + L + i] ?? 0));
      solved[first + L + i] = (solved[first + L + i] ?? 0) + scale * (solved[first + i] ?? 0);
    }
    if (!rowCounts(step, row, SAMPLES)) continue;
    terms[termIndex(step, RING, M, row)] = sumError(3 * L, sum) + functions;
  }
  return { terms, solved };
};

export const fullNllBackwardBound: Bound<'full_nll_backward'> = ({ context, values, expected }) => {
  const { L, T } = context.constants;
  return {
    dgaussian: (expected.dgaussian ?? new Float64Array()).map((value, i) => {
      const weight = Math.abs(context.slots.term_weight(Math.floor(i / (2 * L))));
      const isMean = i % (2 * L) < L;
      const [w, g] = isMean ? [0, i + L] : [i - L, i];
      const logvar = isMean ? 0 : (values.gaussian?.[i] ?? 0);
      const product = isMean
        ? size(values.solved, g)
        : 1 + size(values.solved, w) * size(values.solved, g) * Math.exp(logvar / 2);
      const error = expError(logvar / 2) + 4 * ULP;
      return (
        weight * error * product +
        2 * ULP * (Math.abs(value) + size(values.dgaussian, i)) +
        TINY * (1 + product)
      );
    }),
    dlower: (expected.dlower ?? new Float64Array()).map((value, i) => {
      const row = Math.floor(i / T);
      const weight = Math.abs(context.slots.term_weight(row));
      const [ofRow, column] = lowerIndex(i % T);
      const product =
        size(values.solved, 2 * L * row + L + ofRow) * size(values.solved, 2 * L * row + column);
      return (
        4 * ULP * (weight * product + Math.abs(value) + size(values.dlower, i)) +
        TINY * (1 + product)
      );
    }),
  };
};

/** Row and column of an element below a diagonal. */
function lowerIndex(place: number): readonly [number, number] {
  let row = 1;
  while (lowerPlace(row + 1, 0) <= place) row++;
  return [row, place - lowerPlace(row, 0)];
}

export const lowerProductForwardBound: Bound<'lower_product_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { M, L, T, SAMPLES } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const y = new Float64Array(M * SAMPLES * L).map((_, index) => {
    const row = Math.floor(index / L);
    const i = index % L;
    let magnitude = 0;
    let functions = 0;
    for (let j = 0; j < i; j++) {
      const value = size(values.lower, Math.floor(row / SAMPLES) * T + lowerPlace(i, j));
      magnitude += value * Math.abs(context.slots.noise(row, j));
      functions += value * normal;
    }
    return sumError(i, magnitude) + functions;
  });
  return { y };
};

export const lowerProductBackwardBound: Bound<'lower_product_backward'> = ({
  context,
  values,
  choices,
}) => {
  const { M, L, T, SAMPLES } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const dlower = new Float64Array(M * T);
  for (let example = 0; example < M; example++) {
    for (let i = 0; i < L; i++) {
      for (let j = 0; j < i; j++) {
        const place = example * T + lowerPlace(i, j);
        let magnitude = size(values.dlower, place);
        let functions = 0;
        for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
          const gradient = size(values.dy, row * L + i);
          magnitude += gradient * Math.abs(context.slots.noise(row, j));
          functions += gradient * normal;
        }
        dlower[place] = sumError(SAMPLES, magnitude) + functions + TINY;
      }
    }
  }
  return { dlower };
};

/** A relative error of the variance is an absolute one of its logarithm. Means are copied. */
export const marginalMomentsBound: Bound<'marginal_moments'> = ({ context, expected }) => {
  const { L } = context.constants;
  const variance = expError(1) + 4 * ULP * Math.sqrt(L + 2);
  return {
    moments: (expected.moments ?? new Float64Array()).map((value, i) =>
      i % (2 * L) < L ? 0 : variance + LOG_ERROR + 3 * ULP * Math.abs(value),
    ),
  };
};
