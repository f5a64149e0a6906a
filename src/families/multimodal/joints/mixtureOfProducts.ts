import { everySubset, type JointDefinition } from './joint.ts';

/**
 * The mixture of the products of all subsets of the modalities that are there, a code of each in every step.
 * Source: Sutter, Daunhawer & Vogt, "Generalized multimodal ELBO", 2021 (MoPoE).
 */
export interface MixtureOfProductsOptions {
  readonly kind: 'mixtureOfProducts';
}

export const mixtureOfProducts: JointDefinition<MixtureOfProductsOptions> = {
  parts: [],
  resolve: () => ({ kind: 'mixtureOfProducts' }),
  subsets: everySubset,
  counts: { mean: true, own: false, once: false, joint: false },
  prior: false,
  mixture: true,
};
