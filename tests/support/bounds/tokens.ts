import { termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { expError, LOG_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, number } from './values.ts';

/** A running maximum, exponentials of differences, their sum, a logarithm, and a difference. */
export const tokenLossesBound: Bound<'token_losses'> = ({ context, values, expected }) => {
  const { K } = context.constants;
  const { logits = none } = values;
  const sizes = (expected.normalizers ?? none).map((_, place) => {
    const own = logits.subarray(place * K, (place + 1) * K);
    return own.reduce((most, logit) => Math.max(most, Math.abs(logit)), 1);
  });
  // Terms far below the largest have large relative errors and count little.
  const normalizers = sizes.map((size) => {
    return LOG_ERROR + expError(1) + sumError(K, 1) + (8 + 4 * size) * ULP;
  });
  return { normalizers, losses: normalizers.map((error, i) => error + 4 * ULP * (sizes[i] ?? 0)) };
};

export const tokenLossesBackwardBound: Bound<'token_losses_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { constants, slots } = context;
  const { LENGTH, K } = constants;
  return {
    dlogits: (expected.dlogits ?? none).map((_, i) => {
      const place = Math.floor(i / K);
      const weight = Math.abs(slots.term_weight(Math.floor(place / LENGTH)));
      const exponent = Math.min(number(values.logits, i) - number(values.normalizers, place), 0);
      const rounding = ULP * (Math.abs(number(values.logits, i)) + Math.abs(exponent));
      const share = Math.exp(exponent) * (expError(exponent) + rounding);
      return (
        weight * (share + 4 * ULP) + ULP * (Math.abs(number(values.dlogits, i)) + weight) + TINY
      );
    }),
  };
};

export const sequenceTermsBound: Bound<'sequence_terms'> = ({ context, values }) => {
  const { M, LENGTH, RING } = context.constants;
  const terms = new Float64Array(M * RING);
  for (let row = 0; row < M; row++) {
    const own = (values.losses ?? none).subarray(row * LENGTH, (row + 1) * LENGTH);
    const size = own.reduce((sum, loss) => sum + Math.abs(loss), 0);
    terms[termIndex(context.step, RING, M, row)] = sumError(LENGTH, size) + TINY;
  }
  return { terms };
};

/** Whole numbers. */
export const tokenLengthsBound: Bound<'token_lengths'> = ({ expected }) => ({
  lengths: new Float64Array(expected.lengths?.length ?? 0),
});

/** Tokens are copied. */
export const shiftTokensBound: Bound<'shift_tokens'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});
