import { AT_LEAST_ZERO, assertInRange } from '../../../checks.ts';
import type { LayerSpec } from '../../../layers/layer.ts';
import type { JointDefinition } from './joint.ts';

/**
 * An encoder of all modalities together, to whose posterior those of single modalities come close. Where one is
 * missing, the code is that of the product of the others. Source: Suzuki, Nakayama & Matsuo, "Joint
 * multimodal learning with deep generative models", 2017 (JMVAE-kl).
 */
export interface EncoderOptions {
  readonly kind: 'encoder';
  /** Weight of the KL from the joint posterior to that of each modality. 0.1 by default. */
  readonly alpha: number;
  /** Layers between all modalities, side by side, and the posterior. One dense layer of 400 by default. */
  readonly encoder: readonly LayerSpec[];
}

export const encoder: JointDefinition<EncoderOptions> = {
  parts: [],
  resolve({ alpha = 0.1, encoder: layers = [{ kind: 'dense', units: 400 } as LayerSpec] }) {
    assertInRange('joint.alpha', AT_LEAST_ZERO, alpha);
    return { kind: 'encoder', alpha, encoder: layers };
  },
  subsets: () => [0],
  counts: { mean: false, own: false, once: false, joint: true },
  prior: false,
  mixture: false,
};
