import { physicalSize, roundUp, TENSOR_ALIGNMENT } from '../graph/layout.ts';
import { type Dispatch, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';

/** The arena for each role. Tensors of other roles have their own buffers. */
const ARENAS: Partial<Readonly<Record<TensorRole, string>>> = {
  activation: 'activations',
  gradient: 'gradients',
};

/**
 * Places all activations in one buffer and all gradients in another. A kernel that works on all
 * layers at once then needs two bindings instead of two per layer.
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
