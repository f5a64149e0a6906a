import { twins } from '../../../src/reference/twins.ts';
import type { CaseValues } from '../preparedCase.ts';
import type { Bound } from './bound.ts';
import { sumError, TINY, ULP } from './numerics.ts';
import { number } from './values.ts';

const abs = (values: Float64Array | undefined): Float64Array =>
  (values ?? new Float64Array()).map(Math.abs);

/** A value that a device may flush to zero, divided by the smallest length. */
const FLUSHED = TINY / 1e-12;

const errorOf =
  (length: number) =>
  (magnitude: number): number =>
    sumError(length, magnitude) + TINY;

export const columnsBound: Bound<'spectral_columns'> = ({ context, values }) => {
  const { N, K } = context.constants;
  const columns = new Float64Array(K);
  twins.spectral_columns(context, abs(values.weight), abs(values.u), columns);
  return { columns: columns.map(errorOf(N)) };
};

/** A product, and the root of a sum of squares by which it is divided. */
export const rowsBound: Bound<'spectral_rows'> = ({ context, values }) => {
  const { N, K } = context.constants;
  const rows = new Float64Array(N);
  twins.spectral_rows(context, abs(values.weight), abs(values.columns), rows);
  return { rows: rows.map((sum) => errorOf(K)(2 * sum) + 8 * ULP * sum + K * FLUSHED) };
};

/** Lengths are roots of sums of squares; a division is off by 2.5 ulp. */
export const vectorsBound: Bound<'spectral_vectors'> = ({ context, expected }) => {
  const { N, K } = context.constants;
  const relative = (length: number) => (value: number) =>
    (sumError(length, 1) + 8 * ULP) * Math.abs(value) + FLUSHED;
  return {
    left: (expected.left ?? new Float64Array()).map(relative(N)),
    right: (expected.right ?? new Float64Array()).map(relative(K)),
    sigma: (expected.sigma ?? new Float64Array()).map(relative(N)),
  };
};

export const keepBound: Bound<'keep'> = ({ context }) => ({
  variable: new Float64Array(context.constants.N),
  health: Float64Array.of(0),
});

export const weightBound: Bound<'spectral_weight'> = ({ expected }) => ({
  y: abs(expected.y).map((value) => 4 * ULP * value + TINY),
});

export const dotsBound: Bound<'spectral_dots'> = ({ context, values }) => {
  const { N, K } = context.constants;
  const parts = new Float64Array(N);
  twins.spectral_dots(context, abs(values.dy), abs(values.y), parts);
  return { parts: parts.map(errorOf(K)) };
};

export const backwardBound: Bound<'spectral_backward'> = ({ context, values }) => {
  const { N, K } = context.constants;
  const agreement = abs(values.parts).reduce((sum, part) => sum + part, 0);
  const along = (given: CaseValues, index: number): number =>
    Math.abs(number(given.left, Math.floor(index / K)) * number(given.right, index % K));
  return {
    dweight: abs(values.dweight).map((before, index) => {
      const size = Math.abs(number(values.dy, index)) + agreement * along(values, index);
      const value = size / number(values.sigma, 0);
      return errorOf(N)(value) + 8 * ULP * (value + before);
    }),
  };
};
