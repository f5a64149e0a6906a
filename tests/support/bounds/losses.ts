import { klLoss } from '../../../src/reference/shared/kl.ts';
import { lossWeight, termIndex } from '../../../src/reference/shared/step.ts';
import type { TwinContext } from '../../../src/reference/twin.ts';
import type { Bound } from './bound.ts';
import { placeError } from './likelihoods.ts';
import { expError, LOG_ERROR, NORMAL_ERROR, sumError, TINY, ULP } from './numerics.ts';
import { none, number } from './values.ts';

type Ringed = Pick<TwinContext<'kl_forward'>, 'step'> & { constants: { M: number; RING: number } };

/**
 * Zero outside the ring slot that the step writes and past the row count: bits must not change.
 * @param samples rows per example
 */
export function termsBound(
  { step, constants: { M, RING } }: Ringed,
  samples: number,
  error: (row: number) => number,
) {
  const bounds = new Float64Array(M * RING);
  for (let row = 0; row < Math.min(M, step.row_count * samples); row++) {
    bounds[termIndex(step, RING, M, row)] = error(row);
  }
  return bounds;
}

/** Zero past the row count. */
function rowsBound(rowCount: number, width: number, length: number, error: (i: number) => number) {
  return new Float64Array(length).map((_, i) => (i < rowCount * width ? error(i) : 0));
}

/** 64 invocations sum every 64th vec4 each, then a tree of 6 levels; 2 more join a vec4. */
export const TREE_DEPTH = 8;

export const likelihoodForwardBound: Bound<'likelihood_forward'> = (given) => {
  const { context } = given;
  const { K, SAMPLES } = context.constants;
  const terms = termsBound(context, SAMPLES, (row) => {
    const places = Array.from({ length: K }, (_, column) => placeError(given, row, column));
    const magnitude = places.reduce((sum, place) => sum + place.magnitude, 0);
    const functions = places.reduce((sum, place) => sum + place.functions, 0);
    return sumError(TREE_DEPTH + Math.ceil(K / 256), magnitude) + functions;
  });
  return { terms };
};

export const likelihoodBackwardBound: Bound<'likelihood_backward'> = (given) => {
  const { context, values, expected } = given;
  const { K } = context.constants;
  const doutputs = (expected.doutputs ?? new Float64Array()).map((value, i) => {
    const row = Math.floor(i / K);
    const weight = Math.abs(context.slots.term_weight(row));
    const before = Math.abs(number(values.doutputs, i));
    // Without accumulation, a denormal may be flushed to zero.
    if (weight === 0) return before < TINY ? TINY : 0;
    const { gradient } = placeError(given, row, i % K);
    // A denormal weight may be flushed to zero, and all of the gradient with it.
    const flushed = weight < TINY ? Math.abs(value) + before : 0;
    return weight * (gradient + 2 * ULP) + 2 * ULP * Math.abs(value) + ULP * before + flushed;
  });
  return { doutputs };
};

export const likelihoodForwardBackwardBound: Bound<'likelihood_forward_backward'> = (given) => {
  const { context } = given;
  const { TERM, SAMPLES } = context.constants;
  const term_weight = (row: number) => lossWeight(context.step, TERM, row, SAMPLES);
  const slots = { ...context.slots, term_weight };
  return {
    ...likelihoodForwardBound(given as never),
    ...likelihoodBackwardBound({ ...given, context: { ...context, slots } } as never),
  };
};

export const groupNormalizerBound: Bound<'group_normalizer'> = ({ context, expected }) => {
  const { M, K } = context.constants;
  // A step of the running sum has an error of some ulp, including exp(0).
  const logarithm = LOG_ERROR + (6 + 6 * K) * ULP;
  const normalizers = (expected.normalizers ?? new Float64Array()).map((value, i) => {
    const isTotal = i >= M * K;
    return isTotal ? sumError(K, value) + 3 * ULP * value : logarithm + 4 * ULP * Math.abs(value);
  });
  return { normalizers };
};

/** Logits differ by at most 200; the smaller probability then has the error of exp there. */
export const levelMeanBound: Bound<'level_mean'> = ({ context, expected }) => {
  const relative = 2 * expError(200) + (16 + 8 * context.constants.LEVELS) * ULP;
  return { y: (expected.y ?? new Float64Array()).map((value) => relative * value + TINY) };
};

export const sampledKlForwardBound: Bound<'sampled_kl_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { constants, step, slots } = context;
  const { M, L, SAMPLES, POSTERIORS, RING } = constants;
  const normal = NORMAL_ERROR[choices.noise ?? ''] ?? 0;
  const terms = termsBound(
    { step, constants: { M: M * SAMPLES, RING } },
    SAMPLES * POSTERIORS,
    (row) => {
      let magnitude = 0;
      let functions = 0;
      for (let column = 0; column < L; column++) {
        const noise = Math.abs(slots.noise(row, column));
        const logvar = number(values.stats, Math.floor(row / SAMPLES) * 2 * L + L + column);
        magnitude +=
          0.5 * (number(values.z, row * L + column) ** 2 + noise ** 2 + Math.abs(logvar));
        functions += noise * normal + normal ** 2;
      }
      return sumError(4 * L, magnitude) + functions;
    },
  );
  return { terms };
};

export const sampledKlBackwardBound: Bound<'sampled_kl_backward'> = ({
  context,
  values,
  expected,
}) => {
  const { L, SAMPLES, ACCUMULATE_STATS } = context.constants;
  return {
    dz: (expected.dz ?? new Float64Array()).map((value, i) => {
      return 2 * ULP * (Math.abs(value) + Math.abs(number(values.dz, i)));
    }),
    dstats: (expected.dstats ?? new Float64Array()).map((value, i) => {
      if (i % (2 * L) < L) return 0;
      const before = ACCUMULATE_STATS ? Math.abs(number(values.dstats, i)) : 0;
      return (2 + SAMPLES) * ULP * (Math.abs(value) + before + SAMPLES);
    }),
  };
};

export const importanceBoundForwardBound: Bound<'importance_bound_forward'> = ({
  context,
  values,
  expected,
}) => {
  const { step, constants } = context;
  const { M, DRAWS, RING, SAMPLES } = constants;
  /** Error of the costs of a row, which are sums of two terms. */
  const costError = (row: number) => {
    const sizes = Array.from({ length: DRAWS }, (_, s) => {
      const index = termIndex(step, RING, M * DRAWS, row * DRAWS + s);
      return Math.abs(number(values.reconstruction, index)) + Math.abs(number(values.kl, index));
    });
    return 4 * ULP * Math.max(...sizes);
  };
  const shares = (expected.shares ?? new Float64Array()).map((share, i) => {
    return share * (2 * costError(Math.floor(i / DRAWS)) + (16 + DRAWS) * ULP);
  });
  const bound = termsBound(
    context,
    SAMPLES,
    (row) => costError(row) + 2 * LOG_ERROR + (8 + DRAWS) * ULP,
  );
  return { bound, shares };
};

export const pathKlBackwardBound: Bound<'path_kl_backward'> = ({ context, values }) => {
  const { M, L, SAMPLES } = context.constants;
  const dz = new Float64Array(M * SAMPLES * L).map((_, i) => {
    const row = Math.floor(i / L);
    const mean = Math.floor(row / SAMPLES) * 2 * L + (i % L);
    const logvar = number(values.stats, mean + L);
    const z = Math.abs(number(values.z, i));
    const ofPosterior = (z + Math.abs(number(values.stats, mean))) * Math.exp(-logvar);
    const error = ofPosterior * (expError(logvar) + 4 * ULP) + 4 * ULP * (z + ofPosterior);
    const weight = Math.abs(context.slots.term_weight(row));
    // A denormal difference may be flushed to zero before it is divided by the variance, and so may a weight.
    const flushed = TINY * (weight * Math.exp(-logvar) + z + ofPosterior);
    return weight * error + flushed + 2 * ULP * Math.abs(number(values.dz, i)) + TINY;
  });
  return { dz };
};

export const importanceBoundBackwardBound: Bound<'importance_bound_backward'> = ({
  values,
  expected,
}) => ({
  dcost: (expected.dcost ?? new Float64Array()).map((value, i) => {
    return 2 * ULP * (Math.abs(value) + Math.abs(number(values.dcost, i)));
  }),
});

/** Ties go to the first class on both sides, so the bits are equal. */
export const accuracyBound: Bound<'accuracy'> = ({ context: { constants }, values }) => {
  // Denormal probabilities may be flushed to zero, and are equal then.
  const flushed = (values.probabilities ?? none).some((p) => p !== 0 && Math.abs(p) < TINY);
  return { terms: new Float64Array(constants.M * constants.RING).fill(flushed ? 1 : 0) };
};

export const klForwardBound: Bound<'kl_forward'> = ({ context, values }) => {
  const { L } = context.constants;
  const terms = termsBound(context, 1, (row) => {
    let magnitude = 0;
    let functions = 0;
    for (let column = 0; column < L; column++) {
      const mu = number(values.stats, row * 2 * L + column);
      const logvar = number(values.stats, row * 2 * L + L + column);
      magnitude += 0.5 * (mu * mu + Math.exp(logvar) + 1 + Math.abs(logvar));
      functions += 0.5 * expError(logvar) * Math.exp(logvar);
    }
    return sumError(4 * L, magnitude) + functions;
  });
  return { terms };
};

export const klBackwardBound: Bound<'kl_backward'> = ({ context, values }) => {
  const { M, L, TERM } = context.constants;
  const weight = context.step.loss_weights[TERM] ?? 0;
  const dstats = rowsBound(context.step.row_count, 2 * L, M * 2 * L, (i) => {
    const value = number(values.stats, i);
    const gradient = Math.max(Math.abs(value), Math.exp(value) + 1);
    const functions = 0.5 * expError(value) * Math.exp(value);
    return weight * (functions + 2 * ULP * gradient) + ULP * Math.abs(number(values.dstats, i));
  });
  // Denormal numbers may be flushed to zero, those that a row past the batch only adds zero to as well.
  return { dstats: dstats.map((error) => error + TINY) };
};

/** A gate is exact, except if the sum is so near the target that rounding may decide. */
export const klGateBound: Bound<'kl_gate'> = ({ context, values }) => {
  const { M, L, SPAN, TARGET } = context.constants;
  const { row_count, targets } = context.step;
  const rows = Math.min(M, row_count);
  const gate = new Float64Array(L).map((_, latent) => {
    const first = latent - (latent % SPAN);
    const end = Math.min(first + SPAN, L);
    let sum = 0;
    let magnitude = 0;
    let functions = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = first; column < end; column++) {
        const mu = number(values.stats, row * 2 * L + column);
        const logvar = number(values.stats, row * 2 * L + L + column);
        sum += klLoss(mu, logvar);
        magnitude += 0.5 * (mu * mu + Math.exp(logvar) + 1 + Math.abs(logvar));
        functions += 0.5 * expError(logvar) * Math.exp(logvar);
      }
    }
    const error = sumError(4 * rows * (end - first), magnitude) + functions;
    return Math.abs(sum - (targets[TARGET] ?? Number.NaN) * row_count) > error ? 0 : 2;
  });
  return { gate };
};
