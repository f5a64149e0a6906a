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

/** Values are copied. */
export const broadcastForwardBound: Bound<'broadcast_forward'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});

export const reparameterizeForwardBound: Bound<'reparameterize_forward'> = ({
  context,
  values,
  choices,
  expected,
}) => {
  const { L, SAMPLES } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const z = (expected.z ?? new Float64Array()).map((value, i) => {
    const row = Math.floor(i / L);
    const example = Math.floor(row / SAMPLES);
    const half = 0.5 * number(values.stats, example * 2 * L + L + (i % L));
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
  const { L, SAMPLES, ACCUMULATE } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const dstats = (values.dstats ?? new Float64Array()).map((previous, i) => {
    const example = Math.floor(i / (2 * L));
    const column = i % L;
    const half = 0.5 * number(values.stats, i);
    let rounding = ULP * Math.abs(previous);
    let ofLogvar = 0;
    for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
      const dz = Math.abs(number(values.dz, row * L + column));
      const noise = Math.abs(context.slots.noise(row, column));
      rounding += SAMPLES * ULP * dz;
      // A denormal dz may be taken for zero before it is enlarged.
      const flushed = 0.5 * TINY * Math.exp(half) * noise;
      const roundings = (3 + SAMPLES) * ULP;
      ofLogvar +=
        0.5 * dz * Math.exp(half) * (noise * (expError(half) + roundings) + normal) + flushed;
    }
    const isMu = i % (2 * L) < L;
    if (isMu) return ACCUMULATE || SAMPLES > 1 ? rounding : 0;
    return ofLogvar + rounding;
  });
  return { dstats };
};

export const standardNormalBound: Bound<'standard_normal'> = ({ context, choices }) => {
  const { M, L } = context.constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const valid = L * context.step.row_count;
  return { z: new Float64Array(M * L).map((_, i) => (i < valid ? normal : 0)) };
};

/** Moments are two products and a sum; the update adds a square root and two divisions of 2.5 ulp. */
export const adamBound: Bound<'adam'> = ({ context, values, expected }) => {
  const { P, BETA1, ONE_MINUS_BETA1, EPSILON } = context.constants;
  const { step_size, bias_correction2_sqrt } = context.step;
  const state = (values.state ?? new Float64Array()).map((before, i) => {
    const after = number(expected.state, i);
    if (i >= 2 * P) return 4 * ULP * after;
    const g = Math.abs(number(values.gradient, i % P));
    const m = BETA1 * Math.abs(number(values.state, P + (i % P))) + ONE_MINUS_BETA1 * g;
    if (i >= P) return 2 * ULP * m;
    const v = number(expected.state, 2 * P + i);
    const scale = Math.sqrt(v) / bias_correction2_sqrt + EPSILON;
    // A denormal moment may be taken for zero before it is divided by a small scale.
    return (step_size * (16 * ULP * m + TINY)) / scale + ULP * Math.abs(before);
  });
  return { state, health: Float64Array.of(0) };
};
