import { groupOf, rowSizes, statsAt } from '../../../src/reference/shared/normalization.ts';
import { rowCounts } from '../../../src/reference/shared/step.ts';
import { twins } from '../../../src/reference/twins.ts';
import type { Bound } from './bound.ts';
import { activationError, sumError, TINY, ULP } from './numerics.ts';
import { number } from './values.ts';

const NONE = new Float64Array();
const abs = (values: Float64Array | undefined): Float64Array => (values ?? NONE).map(Math.abs);

/** A device may flush each of a few factors of a product. */
const FLUSHED = 1e4 * TINY;

/**
 * Error of 1 / √(variance + ε). The variance is a sum of `length` squares of distances from a mean
 * with the error `meanError`: in exact arithmetic the mean's error adds its square alone.
 */
function rstdError(
  variance: number,
  rstd: number,
  { length, meanError }: { length: number; meanError: number },
): number {
  return 0.5 * rstd ** 3 * varianceError(variance, { length, meanError }) + 4 * ULP * rstd;
}

function varianceError(
  variance: number,
  { length, meanError }: { length: number; meanError: number },
): number {
  return sumError(length + 6, variance) + meanError ** 2 + TINY;
}

export const normalizationStatisticsBound: Bound<'normalization_statistics'> = ({
  context: { constants },
  values,
  expected,
}) => {
  const { columns, groups } = rowSizes(constants);
  const length = columns / groups;
  const stats = (expected.stats ?? NONE).map((value, i, all) => {
    const row = Math.floor(i / (2 * groups));
    const group = i % groups;
    const own = Array.from({ length: columns }, (_, column) => column)
      .filter((column) => groupOf(constants, column) === group)
      .map((column) => Math.abs(number(values.x, row * columns + column)));
    const magnitude = own.reduce((sum, each) => sum + each, 0) / length;
    const meanError = sumError(length, magnitude) + TINY;
    if (i % (2 * groups) < groups) return meanError;
    const variance = 1 / number(all, i) ** 2 - constants.EPSILON;
    return rstdError(variance, value, { length, meanError });
  });
  return { stats };
};

export const normalizationForwardBound: Bound<'normalization_forward'> = ({
  context: { constants, slots },
  values,
  choices,
}) => {
  const { columns, channels } = rowSizes(constants);
  return {
    y: (values.x ?? NONE).map((x, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const { first, second } = statsAt(constants, values.stats ?? NONE, row, column);
      const channel = column % channels;
      const product = (x - first) * second * number(values.weight, channel);
      const bias = number(values.bias, channel);
      const error = 4 * ULP * (Math.abs(product) + Math.abs(bias)) + FLUSHED;
      return activationError(choices.activation ?? '', slots.activation, product + bias, error);
    }),
  };
};

/** |g| and |g x̂| of a value. */
function magnitudes(
  constants: Parameters<typeof statsAt>[0],
  values: Readonly<Record<string, Float64Array>>,
  i: number,
): readonly [g: number, product: number, rstd: number] {
  const { columns, channels } = rowSizes(constants);
  const [row, column] = [Math.floor(i / columns), i % columns];
  const { first, second } = statsAt(constants, values.stats ?? NONE, row, column);
  const weight = values.weight ? number(values.weight, column % channels) : 1;
  const g = Math.abs(number(values.dy, i) * weight);
  return [g, Math.abs(g * (number(values.x, i) - first) * second), Math.abs(second)];
}

export const normalizationMeansBound: Bound<'normalization_means'> = ({
  context: { constants },
  values,
}) => {
  const { columns, groups } = rowSizes(constants);
  const length = columns / groups;
  const means = new Float64Array(constants.M * 2 * groups);
  for (let i = 0; i < constants.M * columns; i++) {
    const index = Math.floor(i / columns) * 2 * groups + groupOf(constants, i % columns);
    const [g, product] = magnitudes(constants, values, i);
    means[index] = number(means, index) + g / length;
    means[index + groups] = number(means, index + groups) + product / length;
  }
  return { means: means.map((magnitude) => sumError(length + 8, magnitude) + FLUSHED) };
};

export const normalizationBackwardBound: Bound<'normalization_backward'> = ({
  context: { constants, step },
  values,
}) => {
  const { columns } = rowSizes(constants);
  return {
    dx: (values.dx ?? NONE).map((before, i) => {
      const row = Math.floor(i / columns);
      const kept = ULP * Math.abs(before) + TINY;
      if (!rowCounts(step, row, constants.SAMPLES)) return constants.ACCUMULATE ? kept : 0;
      const [g, , rstd] = magnitudes(constants, values, i);
      const stats = statsAt(constants, values.stats ?? NONE, row, i % columns);
      const means = statsAt(constants, values.means ?? NONE, row, i % columns);
      const normalized = (number(values.x, i) - stats.first) * stats.second;
      const sum = g + Math.abs(means.first) + Math.abs(normalized * means.second);
      return rstd * (8 * ULP * sum + FLUSHED) + kept;
    }),
  };
};

export const channelSumsBound: Bound<'channel_sums'> = ({ context: { constants }, values }) => {
  const { columns, channels } = rowSizes(constants);
  const { M, PARTS } = constants;
  const parts = new Float64Array(PARTS * 2 * channels);
  for (let i = 0; i < M * columns; i++) {
    const part = Math.floor(i / channels) % PARTS;
    const index = part * 2 * channels + (i % channels);
    const [g, product] = magnitudes(constants, values, i);
    parts[index] = number(parts, index) + g;
    parts[index + channels] = number(parts, index + channels) + product;
  }
  const length = Math.ceil((M * columns) / channels / PARTS);
  return { parts: parts.map((magnitude) => sumError(length + 6, magnitude) + FLUSHED) };
};

export const channelGradientsBound: Bound<'channel_gradients'> = ({ context, values }) => {
  const [dweight, dbias] = [abs(values.dweight), abs(values.dbias)];
  twins.channel_gradients(context, abs(values.parts), dweight, dbias);
  const error = (sum: number): number => sumError(context.constants.PARTS, sum) + FLUSHED;
  return { dweight: dweight.map(error), dbias: dbias.map(error) };
};

export const channelMomentsBound: Bound<'channel_moments'> = ({ context, values, expected }) => {
  const { M, PIXELS, C, PARTS } = context.constants;
  const length = Math.ceil((M * PIXELS) / PARTS);
  const magnitude = new Float64Array(PARTS * 2 * C);
  twins.channel_moments(context, abs(values.x), magnitude);
  const moments = (expected.moments ?? NONE).map((value, i) => {
    const isMean = i % (2 * C) < C;
    const meanError = sumError(length, number(magnitude, isMean ? i : i - C)) + TINY;
    return isMean ? meanError : sumError(length + 6, value) + length * (meanError ** 2 + TINY);
  });
  return { moments };
};

export const batchStatisticsBound: Bound<'batch_statistics'> = ({ context, values, expected }) => {
  const { C, PARTS } = context.constants;
  const magnitude = new Float64Array(2 * C);
  twins.batch_statistics(context, abs(values.moments), magnitude, new Float64Array(C));
  const errors = Array.from({ length: C }, (_, channel) => ({
    length: PARTS,
    meanError: sumError(PARTS + 4, number(magnitude, channel)) + TINY,
  }));
  const none = { length: 0, meanError: 0 };
  return {
    stats: (expected.stats ?? NONE).map((value, i) => {
      const error = errors[i % C] ?? none;
      return i < C ? error.meanError : rstdError(number(expected.variance, i - C), value, error);
    }),
    variance: (expected.variance ?? NONE).map((value, i) =>
      varianceError(value, errors[i] ?? none),
    ),
  };
};

export const batchMeansBound: Bound<'batch_means'> = ({ context, values }) => {
  const means = new Float64Array(2 * context.constants.C);
  twins.batch_means(context, abs(values.parts), abs(values.weight), means);
  return { means: means.map((sum) => sumError(context.constants.PARTS + 4, sum) + FLUSHED) };
};

export const runningStatisticsBound: Bound<'running_statistics'> = ({ values, expected }) => {
  const error =
    (batch: Float64Array | undefined, before: Float64Array | undefined) =>
    (value: number, i: number): number => {
      const sizes = [value, number(batch, i), number(before, i)].map(Math.abs);
      return 8 * ULP * sizes.reduce((a, b) => a + b, 0) + FLUSHED;
    };
  const { running_mean = NONE, running_var = NONE } = expected;
  return {
    running_mean: running_mean.map(error(values.stats, values.running_mean)),
    running_var: running_var.map(error(values.variance, values.running_var)),
    health: Float64Array.of(0),
  };
};

export const storedStatisticsBound: Bound<'stored_statistics'> = ({ context, expected }) => ({
  stats: (expected.stats ?? NONE).map((value, i) => {
    return i < context.constants.C ? TINY : 4 * ULP * value;
  }),
});
