import { type JointDefinition, singles } from './joint.ts';

/**
 * The mixture of the posteriors of the modalities that are there, a code of each in every step. Source: Shi,
 * Siddharth, Paige & Torr, "Variational mixture-of-experts autoencoders for multi-modal deep generative
 * models", 2019 (MMVAE).
 */
export interface MixtureOptions {
  readonly kind: 'mixture';
}

export const mixture: JointDefinition<MixtureOptions> = {
  parts: [],
  resolve: () => ({ kind: 'mixture' }),
  subsets: singles,
  counts: { mean: true, own: false, once: false, joint: false },
  prior: false,
  mixture: true,
};
