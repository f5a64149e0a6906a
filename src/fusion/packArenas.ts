import { physicalSize, roundUp, TENSOR_ALIGNMENT } from '../graph/layout.ts';
import { type Dispatch, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';

/** The arena for the tensors of a role; what is not here has buffers of its own. */
const ARENAS: Partial<Readonly<Record<TensorRole, string>>> = {
  activation: 'activations',
  gradient: 'gradients',
};

/**
 * Gives every activation a place in one buffer, and every gradient in another: then a kernel
 * that works on all layers at once needs two bindings, not two a layer.
 */
export function packArenas(plan: Plan): Plan {
  const sizes = new Map<string, number>();
  const placed = new Map<string, Tensor>();
  for (const tensor of planTensors(plan)) {
    const arena = ARENAS[tensor.role];
    if (arena === undefined) continue;
    const offset = sizes.get(arena) ?? 0;
    sizes.set(arena, roundUp(offset + physicalSize(tensor.shape), TENSOR_ALIGNMENT));
    placed.set(tensor.name, { ...tensor, arena, offset });
  }
  const place = (dispatch: Dispatch): Dispatch => ({
    ...dispatch,
    bindings: placeAll(dispatch.bindings),
    slots: Object.fromEntries(
      Object.entries(dispatch.slots).map(([slot, use]) => {
        return [slot, { ...use, bindings: placeAll(use.bindings) }];
      }),
    ),
  });
  const placeAll = (bindings: Dispatch['bindings']): Dispatch['bindings'] =>
    Object.fromEntries(
      Object.entries(bindings).map(([name, tensor]) => [name, placed.get(tensor.name) ?? tensor]),
    );
  return { ...plan, step: plan.step.map(place), burst: plan.burst.map(place) };
}
