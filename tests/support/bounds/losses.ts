import { klLoss } from '../../../src/reference/shared/kl.ts';
import { termIndex } from '../../../src/reference/shared/step.ts';
import type { TwinContext } from '../../../src/reference/twin.ts';
import type { Bound } from '../bounds.ts';
import { expError, LOAD_ERROR, LOG_ERROR, SIGMOID_ERROR, sumError, ULP } from './numerics.ts';

type LossContext = TwinContext<
  'likelihood_forward' | 'kl_forward' | 'likelihood_backward' | 'kl_backward' | 'kl_gate'
>;
type Ringed = Pick<LossContext, 'step'> & { constants: { M: number; RING: number } };

/** Zero outside the ring slot that the step writes and past the row count: bits must not change. */
function termsBound({ step, constants: { M, RING } }: Ringed, error: (row: number) => number) {
  const bounds = new Float64Array(M * RING);
  for (let row = 0; row < step.row_count; row++) {
    bounds[termIndex(step, RING, M, row)] = error(row);
  }
  return bounds;
}

/** Zero past the row count. */
function rowsBound(rowCount: number, width: number, length: number, error: (i: number) => number) {
  return new Float64Array(length).map((_, i) => (i < rowCount * width ? error(i) : 0));
}

const number = (values: Float64Array | undefined, i: number): number => values?.[i] ?? 0;

/** 64 invocations sum every 64th vec4 each, then a tree of 6 levels; 2 more join a vec4. */
const TREE_DEPTH = 8;

export const likelihoodForwardBound: Bound<'likelihood_forward'> = ({
  context,
  values,
  choices,
}) => {
  const { K } = context.constants;
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  const terms = termsBound(context, (row) => {
    let magnitude = 0;
    let functions = 0;
    for (let k = 0; k < K; k++) {
      const logit = Math.abs(number(values.logits, row * K + k));
      const target = context.slots.load(row, k);
      magnitude += logit * (1 + target) + Math.LN2;
      functions += LOG_ERROR + expError(logit) * Math.exp(-logit) + load * logit * target;
    }
    return sumError(TREE_DEPTH + Math.ceil(K / 256), magnitude) + functions;
  });
  return { terms };
};

export const likelihoodBackwardBound: Bound<'likelihood_backward'> = ({ context, values }) => {
  const { M, K, TERM } = context.constants;
  const weight = context.step.loss_weights[TERM] ?? 0;
  const error = SIGMOID_ERROR + 3 * ULP + 2 * ULP; // sigmoid, target, roundings
  const previous = values.dlogits;
  return {
    dlogits: rowsBound(context.step.row_count, K, M * K, (i) => {
      return weight * error + ULP * Math.abs(number(previous, i));
    }),
  };
};

export const klForwardBound: Bound<'kl_forward'> = ({ context, values }) => {
  const { L } = context.constants;
  const terms = termsBound(context, (row) => {
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
  return {
    dstats: rowsBound(context.step.row_count, 2 * L, M * 2 * L, (i) => {
      const value = number(values.stats, i);
      const gradient = Math.max(Math.abs(value), Math.exp(value) + 1);
      const functions = 0.5 * expError(value) * Math.exp(value);
      return weight * (functions + 2 * ULP * gradient) + ULP * Math.abs(number(values.dstats, i));
    }),
  };
};

/** A gate is exact, but where the sum is so near the target that rounding may decide. */
export const klGateBound: Bound<'kl_gate'> = ({ context, values }) => {
  const { M, L, SPAN } = context.constants;
  const { row_count, kl_target } = context.step;
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
    return Math.abs(sum - kl_target * row_count) > error ? 0 : 2;
  });
  return { gate };
};
