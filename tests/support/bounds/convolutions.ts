import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import { type PatchConstants, patchOf } from '../../../src/reference/shared/patches.ts';
import type { TwinContext } from '../../../src/reference/twin.ts';
import { twins } from '../../../src/reference/twins.ts';
import type { Bound, BoundContext } from './bound.ts';
import { ACTIVATION_GRADIENT, activationError, LOAD_ERROR, sumError } from './numerics.ts';
import { abs, absolute } from './products.ts';

type Forward = 'conv_forward' | 'conv_transpose_forward';
type BackwardInput = 'conv_backward_input' | 'conv_transpose_backward_input';

/** The twin of one of two kernels with the same bindings. */
type AnyTwin = (context: TwinContext<KernelName>, ...bindings: Float64Array[]) => void;
const twinOf = (kernel: Forward | BackwardInput): AnyTwin => twins[kernel] as AnyTwin;

const forwardBound =
  <K extends Forward>(kernel: K) =>
  ({ context, values, expected, choices }: BoundContext<K>) => {
    const run = twinOf(kernel);
    const empty = new Float64Array();
    const { weight = empty, bias = empty } = values;
    const sums = new Float64Array(expected.y?.length ?? 0);
    run(absolute(context) as never, abs(weight), abs(bias), sums);
    const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
    const preactivations = new Float64Array(sums.length);
    const { activation } = context.slots as { activation: (value: number) => number };
    const linear = { ...context, slots: { ...context.slots, activation: (v: number) => v } };
    run(linear as never, weight, bias, preactivations);
    const inner = patchOf(context.constants as unknown as PatchConstants);
    return {
      y: preactivations.map((x, i) => {
        const sum = sums[i] ?? 0;
        const error = sumError(inner, sum) + load * sum;
        return activationError(choices.activation ?? '', activation, x, error);
      }),
    };
  };

const backwardInputBound =
  <K extends BackwardInput>(kernel: K) =>
  ({ context, values, choices }: BoundContext<K>) => {
    const { largest = 1, error = 0 } = ACTIVATION_GRADIENT[choices.activation_gradient ?? ''] ?? {};
    const sums = abs(values.dx);
    twinOf(kernel)(absolute(context) as never, abs(values.dy), abs(values.weight), sums);
    const inner = patchOf(context.constants as unknown as PatchConstants);
    return { dx: sums.map((sum) => largest * sumError(inner, sum) + error * sum) };
  };

export const convForwardBound = forwardBound('conv_forward');
export const convTransposeForwardBound = forwardBound('conv_transpose_forward');
export const convBackwardInputBound = backwardInputBound('conv_backward_input');
export const convTransposeBackwardInputBound = backwardInputBound('conv_transpose_backward_input');

/** Zero where the kernel writes nothing: what lay there stays. */
export const convBackwardWeightBound: Bound<'conv_backward_weight'> = ({
  context,
  values,
  choices,
}) => {
  const parts = new Float64Array(values.parts?.length ?? 0);
  twins.conv_backward_weight(absolute(context), abs(values.vectors), parts);
  const load = LOAD_ERROR[choices.load ?? ''] ?? 0;
  const { SPAN } = context.constants;
  return { parts: parts.map((sum) => sumError(SPAN, sum) + load * sum) };
};

export const biasPartsBound: Bound<'bias_parts'> = ({ context, values }) => {
  const parts = new Float64Array(values.parts?.length ?? 0);
  twins.bias_parts(context, abs(values.dy), parts);
  const { M, PIXELS, PARTS } = context.constants;
  return { parts: parts.map((sum) => sumError(Math.ceil((M * PIXELS) / PARTS), sum)) };
};

export const sumPartsBound: Bound<'sum_parts'> = ({ context, values }) => {
  const dweight = abs(values.dweight);
  const dbias = abs(values.dbias);
  twins.sum_parts(context, abs(values.parts), dweight, dbias);
  const { PARTS } = context.constants;
  const error = (sum: number): number => sumError(PARTS + 1, sum);
  return { dweight: dweight.map(error), dbias: dbias.map(error) };
};
