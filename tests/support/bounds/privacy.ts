import { positionsOf } from '../../../src/reference/shared/patches.ts';
import { twins } from '../../../src/reference/twins.ts';
import type { Bound } from './bound.ts';
import { LOAD_ERROR, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { abs, absolute } from './products.ts';
import { size } from './values.ts';

/** Two sums of squares, their product, and a sum with what was there. */
export const exampleNormsBound: Bound<'example_norms'> = ({
  context,
  values,
  expected,
  choices,
}) => {
  const { N, K } = context.constants;
  const relative =
    sumError(N, 1) + sumError(K, 1) + 2 * (LOAD_ERROR[choices.load ?? ''] ?? 0) + 4 * ULP;
  return {
    squares: (expected.squares ?? new Float64Array()).map(
      (square, row) => relative * (Math.abs(square) + size(values.squares, row)) + (K + N) * TINY,
    ),
  };
};

/** Sums over the positions; a root of 2 ulp of at most 32 squares, each of which may be flushed. */
export const convExampleNormsBound: Bound<'conv_example_norms'> = ({
  context,
  values,
  choices,
}) => {
  const norms = new Float64Array(values.norms?.length ?? 0);
  twins.conv_example_norms(absolute(context), abs(values.vectors), norms);
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  const positions = positionsOf(context.constants);
  return {
    norms: norms.map(
      (norm) => sumError(positions, norm) + (load + 8 * ULP) * norm + Math.sqrt(32 * TINY),
    ),
  };
};

/** A sum of squares, and one with what was there. */
export const exampleSquaresBound: Bound<'example_squares'> = ({ context, values, expected }) => {
  const { SIZE } = context.constants;
  return {
    squares: (expected.squares ?? new Float64Array()).map(
      (square, row) => sumError(SIZE, Math.abs(square) + size(values.squares, row)) + SIZE * TINY,
    ),
  };
};

/** A root and a division of 2.5 ulp each, and a product. */
export const clipExamplesBound: Bound<'clip_examples'> = ({ expected }) => ({
  dy: (expected.dy ?? new Float64Array()).map((value) => 8 * ULP * Math.abs(value) + TINY),
});

/** The longest radius of a draw: of the least u, 2^-33. */
const RADIUS = Math.sqrt(66 * Math.LN2);

/** Box-Muller: `cos` and `sin` have an absolute error of 2^-11, and `log` near 1 one whose root counts. */
const DRAW_ERROR = RADIUS * 2 ** -11 + Math.sqrt(2 * LOG_ERROR);

export const gradientNoiseBound: Bound<'gradient_noise'> = ({ context, values, expected }) => {
  const { SCALE } = context.constants;
  const drawn = context.step.noise_scale * DRAW_ERROR;
  const errors = (name: 'dweight' | 'dbias') =>
    (expected[name] ?? new Float64Array()).map(
      (value, i) =>
        SCALE * (drawn + 2 * ULP * size(values[name], i)) + 2 * ULP * Math.abs(value) + TINY,
    );
  return { dweight: errors('dweight'), dbias: errors('dbias') };
};
