import type { KernelName } from '../graph/kernelName.generated.ts';
import { ELEMENT_BYTES, physicalSize } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument, slotOf } from '../kernels/dispatch.ts';
import { PRODUCT } from '../ops/slots.ts';
import { type FusionOptions, type FusionRule, join } from './rule.ts';
import { termsInParts } from './termsInParts.ts';

/** A layer that can compute a likelihood of its outputs. */
interface LikelihoodLayer {
  /** Its kernels. */
  readonly layers: readonly KernelName[];
  /** Parts of a row's term. */
  readonly parts: (layer: Dispatch) => number;
  /**
   * The kernel that computes both, with the constants that it takes of the layer; undefined if there
   * is none for the layer's load or the likelihood.
   */
  readonly joined: (
    layer: Dispatch,
    likelihood: SlotArgument<'likelihood'>,
  ) =>
    | {
        readonly kernel: 'dense_likelihood' | 'conv_likelihood' | 'conv_transpose_likelihood';
        readonly constants?: Dispatch['constants'];
      }
    | undefined;
}

/**
 * `layer → likelihood_forward, likelihood_backward` → one kernel: the decoder's outputs stay in
 * registers. Applies only if no other dispatch needs the outputs. The fused kernel writes the loss
 * term in parts, and the burst sums over the parts. The parts must fit a binding.
 */
export function likelihoodInLayer(
  { maxBindingBytes = Infinity }: FusionOptions,
  { layers, parts, joined }: LikelihoodLayer,
): FusionRule {
  return {
    anchors: ['likelihood_forward'],
    rewrite: (step, forward) => {
      const { outputs, terms } = forward.bindings;
      const backward = step.only('likelihood_backward', 'outputs', outputs);
      const layer = step.only(layers, 'y', outputs);
      if (!outputs || !terms || !backward || !layer) return undefined;
      if (step.usersOf(terms).length !== 1) return undefined;
      const inParts = termsInParts(terms, parts(layer));
      if (ELEMENT_BYTES.f32 * physicalSize(inParts.shape) > maxBindingBytes) return undefined;
      const fused = fusedOf(layer, forward, backward, inParts, joined);
      return fused && { ...join(fused.parts ?? [], fused), inParts };
    },
  };
}

function fusedOf(
  layer: Dispatch,
  forward: Dispatch,
  backward: Dispatch,
  terms: Tensor,
  joined: LikelihoodLayer['joined'],
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
  const made = joined(layer, likelihood);
  if (!made) return undefined;
  const { ACCUMULATE: _, ...constants } = backward.constants;
  const fused = dispatch(made.kernel, `${layer.label}…${backward.label}`, {
    bindings: { h, weight, bias, terms, doutputs },
    slots: { load, likelihood, product: PRODUCT },
    constants: { ...made.constants, ...constants },
  });
  return { ...fused, parts: [layer, forward, backward] };
}
