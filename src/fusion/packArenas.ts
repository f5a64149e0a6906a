import { ELEMENT_BYTES, physicalSize, roundUp, TENSOR_ALIGNMENT } from '../graph/layout.ts';
import { type Dispatch, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';

/** The arena for each role. Tensors of other roles have their own buffers. */
const ARENAS: Partial<Readonly<Record<TensorRole, string>>> = {
  activation: 'activations',
  gradient: 'gradients',
};

/**
 * Bytes up to which all activations and gradients lie in arenas. A tensor in an arena keeps its memory,
 * while others share theirs by their lives, which images of convolutions need.
 */
const ROOMY = 64 * 2 ** 20;

/**
 * Places activations in one buffer and gradients in another. A kernel that works on all dense layers
 * at once then needs two bindings instead of two per layer. If all of them take more than
 * {@link ROOMY}, only the tensors are placed that such a kernel reads.
 */
export function packArenas(plan: Plan, roomy = ROOMY): Plan {
  const tensors = planTensors(plan).filter(({ role }) => ARENAS[role] !== undefined);
  const bytes = tensors.reduce(
    (sum, { shape }) => sum + ELEMENT_BYTES.f32 * physicalSize(shape),
    0,
  );
  const needed = bytes <= roomy ? tensors : readByUpdates(plan, tensors);
  const sizes = new Map<string, number>();
  const placed = new Map<string, Tensor>();
  for (const tensor of needed) {
    const arena = ARENAS[tensor.role] ?? '';
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

/** The inputs of dense layers and the gradients of their outputs. */
function readByUpdates({ step }: Plan, tensors: readonly Tensor[]): Tensor[] {
  const layers = step.filter(({ kernel }) => kernel === 'dense_backward_weight');
  const read = new Set(
    layers.flatMap(({ bindings, slots }) => [bindings.dy?.name, slots.load?.bindings.x?.name]),
  );
  return tensors.filter(({ name }) => read.has(name));
}
