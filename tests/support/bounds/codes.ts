import { penaltyOf } from '../../../src/reference/shared/decorrelation.ts';
import { lossWeight, rowCounts, termIndex } from '../../../src/reference/shared/step.ts';
import type { CaseValues } from '../preparedCase.ts';
import type { Bound } from './bound.ts';
import { expError, sumError, TINY, ULP } from './numerics.ts';
import { number } from './values.ts';

const largest = (values: Float64Array | undefined): number =>
  (values ?? new Float64Array()).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export const latentCovarianceBound: Bound<'latent_covariance'> = ({ context, values }) => {
  const { M, L, AGGREGATE } = context.constants;
  const rows = Math.max(1, Math.min(M, context.step.row_count));
  const size = (l: number, of: (value: number) => number): number => {
    const sizes = Array.from({ length: rows }, (_, row) =>
      of(number(values.stats, row * 2 * L + l)),
    );
    return sizes.reduce((a, b) => a + b, 0);
  };
  const means = new Float64Array(L).map((_, l) => (2 * sumError(rows, size(l, Math.abs))) / rows);
  const covariance = new Float64Array(L * L).map((_, index) => {
    const [i, j] = [Math.floor(index / L), index % L];
    const most = (l: number): number => 2 * largest(column(values, l, rows, L));
    const shared = rows * most(i) * most(j);
    const apart = number(means, i) * most(j) + number(means, j) * most(i);
    const variances = AGGREGATE && i === j ? size(L + i, Math.exp) : 0;
    const errors =
      AGGREGATE && i === j ? size(L + i, (value) => expError(value) * Math.exp(value)) : 0;
    return (sumError(2 * rows, shared + variances) + errors) / rows + apart + TINY;
  });
  return { means, covariance };
};

function column({ stats }: CaseValues, l: number, rows: number, latent: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => number(stats, row * 2 * latent + l));
}

export const decorrelationForwardBound: Bound<'decorrelation_forward'> = ({ context, values }) => {
  const { M, L, RING } = context.constants;
  const magnitude = (values.covariance ?? new Float64Array()).reduce((sum, value, index) => {
    const same = Math.floor(index / L) === index % L;
    const { penalty } = penaltyOf(context.constants, value, same);
    return sum + penalty * (Math.abs(value) + 1) ** 2;
  }, 0);
  const terms = new Float64Array(M * RING);
  for (let row = 0; row < Math.min(M, context.step.row_count); row++) {
    terms[termIndex(context.step, RING, M, row)] = sumError(L * L, magnitude) + TINY;
  }
  return { terms };
};

export const decorrelationBackwardBound: Bound<'decorrelation_backward'> = ({
  context: { constants, step },
  values,
}) => {
  const { L, TERM, SAMPLES, ACCUMULATE } = constants;
  const dstats = (values.dstats ?? new Float64Array()).map((value, index) => {
    const row = Math.floor(index / (2 * L));
    const j = index % L;
    const before = ACCUMULATE ? Math.abs(value) : 0;
    const slope = (i: number): number => {
      const element = number(values.covariance, i * L + j);
      return 2 * penaltyOf(constants, 0, i === j).penalty * (Math.abs(element) + 1);
    };
    const weight = lossWeight(step, TERM, row, SAMPLES);
    const logvar = number(values.stats, row * 2 * L + L + j);
    const isLogvar = index % (2 * L) >= L;
    const spread = slope(j) * Math.exp(logvar);
    const magnitude = isLogvar
      ? 0
      : Array.from({ length: L }, (_, i) => {
          const mu = Math.abs(number(values.stats, row * 2 * L + i));
          return 2 * slope(i) * (mu + Math.abs(number(values.means, i)));
        }).reduce((a, b) => a + b, 0);
    const functions = isLogvar ? spread * (expError(logvar) + 6 * ULP) : 0;
    return weight * (sumError(L + 4, magnitude) + functions) + 2 * ULP * before + TINY;
  });
  return { dstats };
};

export const mmdForwardBound: Bound<'mmd_forward'> = ({ context: { constants, step }, values }) => {
  const { M, L, SAMPLES, RING, SCALE, INVERSE_QUADRATIC } = constants;
  const rows = M * SAMPLES;
  const most = largest(values.z) + largest(values.prior);
  const squared = (L * (2 * most) ** 2) / SCALE;
  // A kernel is at most 1, and changes by its exponent's error at most.
  const kernel =
    (INVERSE_QUADRATIC ? 8 * ULP : expError(squared)) + sumError(L, squared) + 4 * ULP * squared;
  const slopes = (width: number, counts: (j: number) => boolean) =>
    new Float64Array(rows * width).map((_, index) => {
      const both = rowCounts(step, Math.floor(index / width), SAMPLES) && counts(index % width);
      return both ? (2 * kernel + 4 * ULP) / SCALE : 0;
    });
  const own = slopes(rows, (j) => rowCounts(step, j, SAMPLES));
  const other = slopes(M, (j) => j < step.row_count);
  const terms = new Float64Array(rows * RING);
  for (let row = 0; row < rows && rowCounts(step, row, SAMPLES); row++) {
    terms[termIndex(step, RING, rows, row)] = 4 * kernel + sumError(rows, 4) + 4 * ULP;
  }
  return { own, other, terms };
};

export const mmdBackwardBound: Bound<'mmd_backward'> = ({
  context: { constants, step },
  values,
}) => {
  const { M, L, SAMPLES, TERM, ACCUMULATE } = constants;
  const rows = M * SAMPLES;
  const examples = Math.min(M, step.row_count);
  const dz = (values.dz ?? new Float64Array()).map((value, index) => {
    const [i, l] = [Math.floor(index / L), index % L];
    const before = ACCUMULATE ? Math.abs(value) : 0;
    const at = Math.abs(number(values.z, index));
    let magnitude = 0;
    for (let j = 0; j < examples * SAMPLES; j++) {
      const apart = at + Math.abs(number(values.z, j * L + l));
      magnitude += (Math.abs(number(values.own, i * rows + j)) * apart) / SAMPLES;
    }
    for (let j = 0; j < examples; j++) {
      const apart = at + Math.abs(number(values.prior, j * L + l));
      magnitude += Math.abs(number(values.other, i * M + j)) * apart;
    }
    const weight = (4 * lossWeight(step, TERM, i, SAMPLES)) / Math.max(1, examples);
    return weight * sumError(2 * rows + 6, magnitude) + 2 * ULP * before + TINY;
  });
  return { dz };
};
