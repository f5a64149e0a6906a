import { termIndex } from '../../../src/reference/shared/step.ts';
import type { Bound } from './bound.ts';
import { TINY, ULP } from './numerics.ts';
import { size } from './values.ts';

export const scaleBound: Bound<'scale'> = ({ context, values }) => {
  const weight = Math.abs(context.constants.WEIGHT);
  const offset = Math.abs(context.constants.OFFSET);
  const y = (values.y ?? new Float64Array()).map((_, i) => {
    const moved = weight * size(values.x, i) + offset;
    return 2 * ULP * moved + ULP * size(values.y, i) + 2 * TINY;
  });
  return { y };
};

export const multiplyBound: Bound<'multiply'> = ({ values }) => {
  const y = (values.y ?? new Float64Array()).map((_, i) => {
    const product = size(values.a, i) * size(values.b, i);
    return 2 * ULP * product + ULP * size(values.y, i) + 2 * TINY;
  });
  return { y };
};

/** Zero outside the ring slot that the step writes. */
export const combineTermsForwardBound: Bound<'combine_terms_forward'> = ({ context, values }) => {
  const { M, RING, WEIGHT_A, WEIGHT_B } = context.constants;
  const terms = new Float64Array(M * RING);
  for (let row = 0; row < M; row++) {
    const i = termIndex(context.step, RING, M, row);
    const a = Math.abs(WEIGHT_A) * size(values.first, i);
    const b = Math.abs(WEIGHT_B) * size(values.second, i);
    terms[i] = 3 * ULP * (a + b) + 2 * TINY;
  }
  return { terms };
};

export const combineTermsBackwardBound: Bound<'combine_terms_backward'> = ({ context, values }) => {
  const dterm = (values.dterm ?? new Float64Array()).map((_, row) => {
    const weight = Math.abs(context.constants.WEIGHT * context.slots.term_weight(row));
    return 2 * ULP * weight + ULP * size(values.dterm, row) + 2 * TINY;
  });
  return { dterm };
};
