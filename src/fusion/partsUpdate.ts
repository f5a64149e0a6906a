import { physicalSize } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';

/** The gradients of a convolution that a dispatch sums from their parts, if they lie as their parts do. */
export function summedGradients(sum: Dispatch): readonly Tensor[] {
  const { kernel, bindings, constants } = sum;
  const { dweight, dbias } = bindings;
  if (kernel !== 'sum_parts' || !dweight || !dbias) return [];
  if (constants.ACCUMULATE_WEIGHT !== false || constants.ACCUMULATE_BIAS !== false) return [];
  const behind = (dweight.offset ?? 0) + physicalSize(dweight.shape);
  return behind === dbias.offset ? [dweight, dbias] : [];
}

/** The optimizer of a convolution's weights and bias, which sums the parts of their gradients. */
export function partsUpdate(sum: Dispatch, optimizer: Dispatch): Dispatch | undefined {
  const { state, health } = optimizer.bindings;
  const { parts, dweight } = sum.bindings;
  const formula = slotOf(optimizer, 'optimizer');
  if (!parts || !dweight || !state || !health || !formula) return undefined;
  const { P: _, ...hyperparameters } = optimizer.constants;
  return dispatch('parts_update', sum.label.replace(/backward_sum$/, 'update'), {
    bindings: { parts, state, health },
    slots: { optimizer: formula },
    constants: { ...hyperparameters, FIRST: dweight.offset ?? 0 },
  });
}
