import type { Bound } from '../bounds.ts';
import { expError, LOAD_ERROR, NORMAL_ERROR, TINY, U, ULP } from './numerics.ts';

const number = (values: Float64Array | undefined, i: number): number => values?.[i] ?? 0;

export const gatherBound: Bound<'gather'> = ({ choices, expected }) => {
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  return { batch: (expected.batch ?? new Float64Array()).map((value) => load * value) };
};

/** A product with a gradient of at most 1 made in two roundings, and a sum. */
export const activationBackwardBound: Bound<'activation_backward'> = ({ values }) => ({
  dx: (values.dx ?? new Float64Array()).map((previous, i) => {
    return 4 * U * Math.abs(number(values.dy, i)) + ULP * Math.abs(previous);
  }),
});

export const reparameterizeForwardBound: Bound<'reparameterize_forward'> = ({
  context,
  values,
  choices,
  expected,
}) => {
  const { L } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const z = (expected.z ?? new Float64Array()).map((value, i) => {
    const row = Math.floor(i / L);
    const half = 0.5 * number(values.stats, row * 2 * L + L + (i % L));
    const noise = Math.abs(context.slots.noise(row, i % L));
    const product = Math.exp(half) * (noise * (expError(half) + 2 * ULP) + normal);
    return product + ULP * Math.abs(value);
  });
  return { z };
};

export const reparameterizeBackwardBound: Bound<'reparameterize_backward'> = ({
  context,
  values,
  choices,
}) => {
  const { L } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const dstats = (values.dstats ?? new Float64Array()).map((previous, i) => {
    const row = Math.floor(i / (2 * L));
    const column = i % L;
    const dz = Math.abs(number(values.dz, row * L + column));
    const rounding = ULP * (Math.abs(previous) + dz);
    if (i % (2 * L) < L) return context.constants.ACCUMULATE ? rounding : 0;
    const half = 0.5 * number(values.stats, i);
    const noise = Math.abs(context.slots.noise(row, column));
    // A denormal dz may be taken for zero before it is enlarged.
    const flushed = 0.5 * TINY * Math.exp(half) * noise;
    return (
      0.5 * dz * Math.exp(half) * (noise * (expError(half) + 4 * ULP) + normal) + rounding + flushed
    );
  });
  return { dstats };
};

export const standardNormalBound: Bound<'standard_normal'> = ({ context, choices }) => {
  const { M, L } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const valid = L * context.step.row_count;
  return { z: new Float64Array(M * L).map((_, i) => (i < valid ? normal : 0)) };
};
