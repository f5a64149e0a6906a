import type { Bound } from './bound.ts';
import {
  ACTIVATION_GRADIENT,
  activationError,
  expError,
  LOAD_ERROR,
  LOG_ERROR,
  NORMAL_ERROR,
  sumError,
  TINY,
  ULP,
} from './numerics.ts';
import { number } from './values.ts';

/** A value within the error of its load may be on the other side of a transform's threshold. */
export const gatherBound: Bound<'gather'> = ({ context, choices, expected }) => {
  const { K } = context.constants;
  const { load, transform } = context.slots;
  const relative = LOAD_ERROR[choices.load ?? ''] ?? 0;
  // A logarithm near 1 has an absolute error, of values from 0.4 on.
  const rounding = { dropout: 4 * ULP, log1p: 3 * LOG_ERROR }[choices.transform ?? ''] ?? 0;
  return {
    batch: (expected.batch ?? new Float64Array()).map((value, i) => {
      const row = Math.floor(i / K);
      const x = load(row, i % K);
      const [low = 0, high = 0] = [1 - relative, 1 + relative].map((factor) => {
        return transform(x * factor, row, i % K);
      });
      return high - low + rounding * value;
    }),
  };
};

/** Values are copied as they were loaded. */
export const flipImagesBound: Bound<'flip_images'> = ({ choices, expected }) => ({
  y: (expected.y ?? new Float64Array()).map(
    (value) => (LOAD_ERROR[choices.load ?? ''] ?? 0) * Math.abs(value),
  ),
});

export const activationForwardBound: Bound<'activation_forward'> = ({
  context,
  values,
  choices,
}) => ({
  y: (values.preactivation ?? new Float64Array()).map((x) => {
    return activationError(choices.activation ?? '', context.slots.activation, x, 0);
  }),
});

/** Values are copied. */
export const broadcastForwardBound: Bound<'broadcast_forward'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});

/** A product with the gradient, and a sum. */
export const activationBackwardBound: Bound<'activation_backward'> = ({ values, choices }) => {
  const { error = 0 } = ACTIVATION_GRADIENT[choices.activation_gradient ?? ''] ?? {};
  return {
    dx: (values.dx ?? new Float64Array()).map((previous, i) => {
      return error * Math.abs(number(values.dy, i)) + ULP * Math.abs(previous);
    }),
  };
};

/** Half the relative error of the sum of squares, a square root and a division. */
export const normalizeRowsBound: Bound<'normalize_rows'> = ({ context, expected }) => {
  const { K } = context.constants;
  return {
    y: (expected.y ?? new Float64Array()).map((value) => {
      // A denormal may be flushed to zero before it is divided by 1e-12.
      return (0.5 * sumError(K, 1) + 8 * ULP) * Math.abs(value) + 1e12 * TINY;
    }),
  };
};

/** Exponents are rounded differences of logits; both exp and their sum have errors of their own. */
export const softmaxGroupsBound: Bound<'softmax_groups'> = ({ context, values, expected }) => {
  const { K } = context.constants;
  const largest = (values.logits ?? new Float64Array()).reduce(
    (a, b) => Math.max(a, Math.abs(b)),
    0,
  );
  const exponent = 2 * largest;
  const relative = 2 * (expError(exponent) + ULP * exponent) + sumError(K, 1) + 4 * ULP;
  return {
    probabilities: (expected.probabilities ?? new Float64Array()).map((value) => relative * value),
  };
};

/** A sum of products over a group, its difference from a gradient, a product, and a sum. */
export const softmaxGroupsBackwardBound: Bound<'softmax_groups_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { M, K, GROUPS } = context.constants;
  const error = new Float64Array(expected.dlogits?.length ?? 0);
  for (let row = 0; row < M; row++) {
    for (let group = 0; group < GROUPS; group++) {
      const first = row * K + number(values.starts, group);
      const end = row * K + number(values.starts, group + 1);
      let size = 0;
      for (let i = first; i < end; i++) {
        size += Math.abs(number(values.probabilities, i) * number(values.dprobabilities, i));
      }
      for (let i = first; i < end; i++) {
        const share = Math.abs(number(values.probabilities, i));
        const gradient = Math.abs(number(values.dprobabilities, i));
        error[i] =
          share * (sumError(end - first, size) + 3 * ULP * (gradient + size)) +
          ULP * Math.abs(number(values.dlogits, i)) +
          TINY;
      }
    }
  }
  return { dlogits: error };
};

/** Copies have no error. */
export const concatBound: Bound<'concat'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});

export const gatherIndicesBound: Bound<'gather_indices'> = ({ expected }) => ({
  indices: new Float64Array(expected.indices?.length ?? 0),
});

export const gatherOneHotBound: Bound<'gather_one_hot'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});

export const outsideDomainBound: Bound<'outside_domain'> = ({ expected }) => ({
  first: new Float64Array(expected.first?.length ?? 0),
});

export const pixelsBound: Bound<'pixels'> = ({ expected }) => ({
  canvas: new Float64Array(expected.canvas?.length ?? 0),
});

export const oneHotBound: Bound<'one_hot'> = ({ expected }) => ({
  y: new Float64Array(expected.y?.length ?? 0),
});

/** A column of one sample is a copy; of several samples, a sum. */
export const sliceColumnsBound: Bound<'slice_columns'> = ({ context, values, expected }) => {
  const { ACCUMULATE, SAMPLES, WHOLE, WIDTH, FIRST } = context.constants;
  const written = added(ACCUMULATE, values.y, expected.y);
  return {
    y: written.map((error, i) => {
      // A denormal may be flushed to zero in an addition.
      const flushed = Math.abs(number(expected.y, i)) < TINY ? TINY : 0;
      if (SAMPLES === 1) return error + flushed;
      const first = Math.floor(i / WIDTH) * SAMPLES * WHOLE + FIRST + (i % WIDTH);
      let magnitude = 0;
      for (let s = 0; s < SAMPLES; s++) magnitude += Math.abs(number(values.x, first + s * WHOLE));
      return error + flushed + sumError(SAMPLES, magnitude);
    }),
  };
};

export const sliceColumnsBackwardBound: Bound<'slice_columns_backward'> = ({
  context,
  values,
  expected,
}) => ({ dx: added(context.constants.ACCUMULATE, values.dx, expected.dx) });

/** A copy, or one addition to the previous value. */
function added(
  accumulate: boolean,
  previous: Float64Array | undefined,
  expected: Float64Array = new Float64Array(),
): Float64Array {
  return expected.map((sum, i) => {
    return accumulate ? ULP * (Math.abs(sum) + Math.abs(number(previous, i))) : 0;
  });
}

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
      // A denormal dz may be flushed to zero before it is enlarged.
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

export const standardNormalBound: Bound<'standard_normal'> = ({ context, choices, expected }) => {
  const { M, L, SAMPLES } = context.constants;
  const { row_count, noise_scale } = context.step;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const z = (expected.z ?? new Float64Array(M * L)).map((value, i) => {
    return i < L * SAMPLES * row_count ? noise_scale * normal + ULP * Math.abs(value) : 0;
  });
  return { z };
};
