import { BLOCK, ELEMENT_BYTES, physicalSize } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import { PRODUCT } from '../ops/slots.ts';
import { type FusionOptions, type FusionRule, only, replace, usersOf } from './rule.ts';
import { sumParts, termsInParts } from './termsInParts.ts';

/**
 * `dense_forward → likelihood_forward, likelihood_backward` → `dense_likelihood`: the decoder's
 * outputs stay in registers. Only where nobody else needs them. The loss term then comes in
 * parts, one for each block of columns, and is summed over them too; only where they fit a
 * binding.
 */
export const denseLikelihood =
  ({ maxBindingBytes = Infinity }: FusionOptions): FusionRule =>
  (plan) => {
    const { step, burst } = plan;
    for (const forward of step) {
      const { outputs, terms } = forward.bindings;
      if (forward.kernel !== 'likelihood_forward' || !outputs || !terms) continue;
      const backward = only(step, 'likelihood_backward', 'outputs', outputs);
      const layer = only(step, 'dense_forward', 'y', outputs);
      if (!backward || !layer || usersOf(step, outputs).length !== 3) continue;
      if (usersOf(step, terms).length !== 1) continue;
      const inParts = termsInParts(terms, Math.ceil((outputs.shape[1] ?? 0) / BLOCK));
      if (ELEMENT_BYTES.f32 * physicalSize(inParts.shape) > maxBindingBytes) continue;
      const fused = join(layer, forward, backward, inParts);
      if (!fused) continue;
      const parts = fused.parts ?? [];
      return { ...plan, step: replace(step, parts, fused), burst: sumParts(burst, inParts) };
    }
    return undefined;
  };

function join(
  layer: Dispatch,
  forward: Dispatch,
  backward: Dispatch,
  terms: Tensor,
): Dispatch | undefined {
  const h = layer.slots.load?.bindings.x;
  const { weight, bias } = layer.bindings;
  const { doutputs } = backward.bindings;
  const load = slotOf(forward, 'load');
  const likelihood = slotOf(forward, 'likelihood');
  if (!h || !weight || !bias || !doutputs || !load || !likelihood) return undefined;
  if (layer.slots.activation?.choice !== 'identity') return undefined;
  if (backward.constants.ACCUMULATE !== false) return undefined;
  if (backward.slots.term_weight?.choice !== 'scalar') return undefined;
  const { ACCUMULATE: _, ...constants } = backward.constants;
  const fused = dispatch('dense_likelihood', `${layer.label}…${backward.label}`, {
    bindings: { h, weight, bias, terms, doutputs },
    slots: { load, likelihood, product: PRODUCT },
    constants,
  });
  return { ...fused, parts: [layer, forward, backward] };
}
