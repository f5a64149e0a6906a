import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import type { TwinContext } from '../../../src/reference/twin.ts';
import { twins } from '../../../src/reference/twins.ts';
import type { Bound } from './bound.ts';
import { ACTIVATION_GRADIENT, activationError, LOAD_ERROR, sumError, ULP } from './numerics.ts';

export const abs = (values: Float64Array | undefined): Float64Array =>
  (values ?? new Float64Array()).map(Math.abs);

/** The context with Σ|aᵢbᵢ| in place of Σaᵢbᵢ: absolute loads, no activation. */
export function absolute<K extends KernelName>(context: TwinContext<K>): TwinContext<K> {
  const { load } = context.slots as { load?: (row: number, column: number) => number };
  return {
    ...context,
    slots: {
      load: (row: number, column: number) => Math.abs(load?.(row, column) ?? 0),
      activation: (value: number) => value,
      activation_gradient: () => 1,
    },
  } as unknown as TwinContext<K>;
}

export const denseForwardBound: Bound<'dense_forward'> = ({ context, values, choices }) => {
  const { M, N, K } = context.constants;
  const sums = new Float64Array(M * N);
  twins.dense_forward(absolute(context), abs(values.weight), abs(values.bias), sums);
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  const preactivations = new Float64Array(M * N);
  const { activation } = context.slots;
  const linear = { ...context, slots: { ...context.slots, activation: (value: number) => value } };
  twins.dense_forward(linear, values.weight ?? sums, values.bias ?? sums, preactivations);
  return {
    y: preactivations.map((x, i) => {
      const sum = sums[i] ?? 0;
      return activationError(
        choices.activation ?? '',
        activation,
        x,
        sumError(K, sum) + load * sum,
      );
    }),
  };
};

export const denseBackwardInputBound: Bound<'dense_backward_input'> = ({
  context,
  values,
  choices,
}) => {
  const { N } = context.constants;
  const { largest = 1, error = 0 } = ACTIVATION_GRADIENT[choices.activation_gradient ?? ''] ?? {};
  const sums = abs(values.dx);
  twins.dense_backward_input(absolute(context), abs(values.dy), abs(values.weight), sums);
  return { dx: sums.map((sum) => largest * sumError(N, sum) + error * sum) };
};

export const denseBackwardWeightBound: Bound<'dense_backward_weight'> = ({
  context,
  values,
  choices,
}) => {
  const { M } = context.constants;
  const dweight = abs(values.dweight);
  const dbias = abs(values.dbias);
  twins.dense_backward_weight(absolute(context), abs(values.dy), dweight, dbias);
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  return {
    dweight: dweight.map((sum) => sumError(M, sum) + load * sum),
    dbias: dbias.map((sum) => sumError(M, sum)),
  };
};

export const sumTermsBound: Bound<'sum_terms'> = ({ context, values }) => {
  const { M, PARTS, RING } = context.constants;
  const sums = new Float64Array(RING);
  const health = Float64Array.of(0);
  twins.sum_terms(context, abs(values.terms), sums, health);
  return { sums: sums.map((sum) => sumError(M * PARTS, sum)), health };
};

/** Sums of a column, or of the whole matrix where the value is shared. */
export const broadcastBackwardBound: Bound<'broadcast_backward'> = ({ context, values }) => {
  const { M, K, SHARED } = context.constants;
  const dvalues = (values.dvalues ?? new Float64Array()).map((before, column) => {
    const dys = (values.dy ?? new Float64Array()).filter((_, i) => SHARED || i % K === column);
    const magnitude = dys.reduce((sum, dy) => sum + Math.abs(dy), 0);
    return sumError(SHARED ? M * K : M, magnitude + Math.abs(before));
  });
  return { dvalues };
};

export const movingAverageBound: Bound<'moving_average'> = ({ context, values }) => {
  const { M, K, RATE } = context.constants;
  const average = (values.average ?? new Float64Array()).map((before, column) => {
    const column_ = (values.x ?? new Float64Array()).filter((_, i) => i % K === column);
    const magnitude = column_.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, M);
    return (
      RATE * sumError(M, magnitude + Math.abs(before)) + 4 * ULP * (magnitude + Math.abs(before))
    );
  });
  return { average, health: Float64Array.of(0) };
};
