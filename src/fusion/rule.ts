import type { Dispatch, Plan } from '../graph/plan.ts';
import { tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { bindingsOf } from '../kernels/dispatch.ts';

/** What of fusion depends on the device. */
export interface FusionOptions {
  /**
   * Whether the batch is written to memory for the weight gradients, one dispatch more. Without
   * it their kernel branches between rows of the data and activations, which a GPU does for
   * nothing; a CPU adapter executes both sides of every branch.
   */
  readonly keepBatch: boolean;
  /** The largest buffer that a binding takes: what does not fit one stays apart. */
  readonly maxBindingBytes?: number;
}

/**
 * Finds one place in a plan where its pattern stands and returns the rewritten plan, or
 * undefined where there is none. `fuse` calls it until nothing is left to do.
 *
 * What is joined moves over the dispatches in between. Rules may rely on how plans are recorded:
 * a tensor is written by the op that makes it, gradients by those that add to them, and
 * parameters by the optimizer at the end.
 */
export type FusionRule = (plan: Plan) => Plan | undefined;

/** The dispatches that bind `tensor`, in whatever role. */
export function usersOf(step: readonly Dispatch[], tensor: Tensor): Dispatch[] {
  return step.filter((dispatch) =>
    tensorsOf(dispatch).some(([, bound]) => bound.name === tensor.name),
  );
}

/** The dispatches that write `tensor`, or add to it. */
export function writersOf(step: readonly Dispatch[], tensor: Tensor): Dispatch[] {
  return step.filter((dispatch) =>
    bindingsOf(dispatch).some(
      ({ access, tensor: bound }) => access === 'read_write' && bound?.name === tensor.name,
    ),
  );
}

/** The only dispatch of a kernel that binds `tensor` as `binding`; undefined if there are more. */
export function only(
  step: readonly Dispatch[],
  kernel: string,
  binding: string,
  tensor: Tensor | undefined,
): Dispatch | undefined {
  const found = step.filter(
    (dispatch) =>
      dispatch.kernel === kernel &&
      tensor !== undefined &&
      (dispatch.bindings[binding] ?? dispatch.slots.load?.bindings[binding])?.name === tensor.name,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The step with `fused` at the place of `parts[0]` and the other parts gone. */
export function replace(
  step: readonly Dispatch[],
  parts: readonly Dispatch[],
  fused: Dispatch,
): Dispatch[] {
  return step.flatMap((dispatch) => {
    if (dispatch === parts[0]) return [fused];
    return parts.includes(dispatch) ? [] : [dispatch];
  });
}
