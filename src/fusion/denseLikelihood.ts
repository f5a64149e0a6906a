import { BLOCK } from '../graph/layout.ts';
import { likelihoodInLayer } from './likelihoodInLayer.ts';
import type { FusionOptions, FusionRule } from './rule.ts';

/** {@link likelihoodInLayer} for a dense layer. Parts of the loss term are blocks of columns. */
export const denseLikelihood = (options: FusionOptions): FusionRule =>
  likelihoodInLayer(options, {
    layers: ['dense_forward'],
    parts: ({ bindings: { y } }) => Math.ceil((y?.shape[1] ?? 0) / BLOCK),
    joined: () => ({ kernel: 'dense_likelihood' }),
  });
