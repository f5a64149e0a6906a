import { BLOCK, ELEMENT_BYTES, physicalSize, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { kernelEntry } from '../kernels/catalogue.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import { sizesOf } from '../kernels/launch.ts';
import { PRODUCT } from '../ops/slots.ts';
import { type FusionOptions, type FusionRule, join } from './rule.ts';
import { termsInParts } from './termsInParts.ts';

/** Convolutions, and the kernels that join a likelihood to them. */
const JOINED = {
  conv_forward: 'conv_likelihood',
  conv_transpose_forward: 'conv_transpose_likelihood',
} as const;
const FORWARD = ['conv_forward', 'conv_transpose_forward'] as const;

/**
 * `conv_forward → likelihood_forward, likelihood_backward` → `conv_likelihood`, and so for a
 * transposed convolution: the decoder's outputs stay in registers. Applies only if no other dispatch
 * needs the outputs, and to likelihoods that read nothing else. The fused kernel writes the loss term
 * in parts, one for each position and block of columns, and the burst sums over the parts. The parts
 * must fit a binding.
 */
export const convolutionLikelihood = ({
  maxBindingBytes = Infinity,
}: FusionOptions): FusionRule => ({
  anchors: ['likelihood_forward'],
  rewrite: (step, forward) => {
    const { outputs, terms } = forward.bindings;
    const backward = step.only('likelihood_backward', 'outputs', outputs);
    const layer = step.only(FORWARD, 'y', outputs);
    if (!outputs || !terms || !backward || !layer) return undefined;
    if (step.usersOf(terms).length !== 1) return undefined;
    const inParts = termsInParts(terms, partsOf(layer));
    if (ELEMENT_BYTES.f32 * physicalSize(inParts.shape) > maxBindingBytes) return undefined;
    const fused = fusedOf(layer, forward, backward, inParts);
    return fused && { ...join(fused.parts ?? [], fused), inParts };
  },
});

/** Parts of a row's term: blocks of 8 columns at each position. */
function partsOf(layer: Dispatch): number {
  const { POSITIONS_Y = 0, POSITIONS_X = 0, N, ...sizes } = sizesOf(layer);
  const { BLOCK_Y = 0, BLOCK_X = 0, OUT_CHANNELS = 0 } = sizes;
  const columns = layer.kernel === 'conv_forward' ? (N ?? 0) : BLOCK_Y * BLOCK_X * OUT_CHANNELS;
  return POSITIONS_Y * POSITIONS_X * (roundUp(columns, BLOCK) / BLOCK);
}

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
  if (layer.slots.load?.choice !== 'matrix') return undefined;
  if (layer.slots.activation?.choice !== 'identity') return undefined;
  if (Object.keys(likelihood.bindings).length > 0) return undefined;
  if (backward.constants.ACCUMULATE !== false) return undefined;
  if (backward.slots.term_weight?.choice !== 'scalar') return undefined;
  const kernel = JOINED[layer.kernel as keyof typeof JOINED];
  const known = kernelEntry(kernel).constants;
  const window = Object.entries(layer.constants).filter(
    ([name]) => Object.hasOwn(known, name) && name !== 'K',
  );
  const { ACCUMULATE: _, ...constants } = backward.constants;
  const fused = dispatch(kernel, `${layer.label}…${backward.label}`, {
    bindings: { h, weight, bias, terms, doutputs },
    slots: { load, likelihood, product: PRODUCT },
    constants: { ...Object.fromEntries(window), ...constants },
  });
  return { ...fused, parts: [layer, forward, backward] };
}
