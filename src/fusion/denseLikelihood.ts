import { BLOCK, ELEMENT_BYTES, physicalSize } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import { PRODUCT } from '../ops/slots.ts';
import { type FusionOptions, type FusionRule, join } from './rule.ts';
import { termsInParts } from './termsInParts.ts';

/**
 * `dense_forward → likelihood_forward, likelihood_backward` → `dense_likelihood`: the decoder's
 * outputs stay in registers. Applies only if no other dispatch needs the outputs. The fused kernel
 * writes the loss term in parts, one per block of columns, and the burst sums over the parts. The
 * parts must fit a binding.
 */
export const denseLikelihood = ({ maxBindingBytes = Infinity }: FusionOptions): FusionRule => ({
  anchors: ['likelihood_forward'],
  rewrite: (step, forward) => {
    const { outputs, terms } = forward.bindings;
    const backward = step.only('likelihood_backward', 'outputs', outputs);
    const layer = step.only('dense_forward', 'y', outputs);
    if (!outputs || !terms || !backward || !layer) return undefined;
    if (step.usersOf(terms).length !== 1) return undefined;
    const inParts = termsInParts(terms, Math.ceil((outputs.shape[1] ?? 0) / BLOCK));
    if (ELEMENT_BYTES.f32 * physicalSize(inParts.shape) > maxBindingBytes) return undefined;
    const fused = fusedOf(layer, forward, backward, inParts);
    return fused && { ...join(fused.parts ?? [], fused), inParts };
  },
});

function fusedOf(
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
