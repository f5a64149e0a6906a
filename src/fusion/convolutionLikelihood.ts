import { BLOCK, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import { kernelEntry } from '../kernels/catalogue.ts';
import { sizesOf } from '../kernels/launch.ts';
import { likelihoodInLayer } from './likelihoodInLayer.ts';
import type { FusionOptions, FusionRule } from './rule.ts';

/**
 * {@link likelihoodInLayer} for a convolution or a transposed one, and for likelihoods that read
 * nothing but outputs and data. Parts of the loss term are blocks of columns at each position.
 */
export const convolutionLikelihood = (options: FusionOptions): FusionRule =>
  likelihoodInLayer(options, {
    layers: ['conv_forward', 'conv_transpose_forward'],
    parts: partsOf,
    joined(layer, likelihood) {
      if (layer.slots.load?.choice !== 'matrix') return undefined;
      if (Object.keys(likelihood.bindings).length > 0) return undefined;
      const kernel =
        layer.kernel === 'conv_forward' ? 'conv_likelihood' : 'conv_transpose_likelihood';
      const known = kernelEntry(kernel).constants;
      const window = Object.entries(layer.constants).filter(
        ([name]) => Object.hasOwn(known, name) && name !== 'K',
      );
      return { kernel, constants: Object.fromEntries(window) };
    },
  });

function partsOf(layer: Dispatch): number {
  const { POSITIONS_Y = 0, POSITIONS_X = 0, N, ...sizes } = sizesOf(layer);
  const { BLOCK_Y = 0, BLOCK_X = 0, PHASES_Y = 1, PHASES_X = 1, OUT_CHANNELS = 0 } = sizes;
  const columns = layer.kernel === 'conv_forward' ? (N ?? 0) : BLOCK_Y * BLOCK_X * OUT_CHANNELS;
  const positions = PHASES_Y * PHASES_X * POSITIONS_Y * POSITIONS_X;
  return positions * (roundUp(columns, BLOCK) / BLOCK);
}
