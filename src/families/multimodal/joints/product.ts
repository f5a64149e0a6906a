import { assertInRange, oneOf } from '../../../checks.ts';
import { everySubset, type JointDefinition, singles } from './joint.ts';

/**
 * The product of the posteriors of all modalities that are there, and of the prior. Source: Wu & Goodman,
 * "Multimodal generative models for scalable weakly-supervised learning", 2018 (MVAE).
 */
export interface ProductOptions {
  readonly kind: 'product';
  /**
   * The subsets of modalities whose evidence lower bounds training adds to that of all: `none`, each `single`
   * modality, or `every` subset. Without them encoders of single modalities are never trained to stand
   * alone. `single` by default.
   */
  readonly subsets: 'none' | 'single' | 'every';
}

export const product: JointDefinition<ProductOptions> = {
  parts: [],
  resolve({ subsets = 'single' }) {
    assertInRange('joint.subsets', oneOf(['none', 'single', 'every']), subsets);
    return { kind: 'product', subsets };
  },
  subsets(modalities, { subsets }, mode) {
    if (mode === 'evaluate' || subsets === 'none' || modalities === 1) return [0];
    const others =
      subsets === 'single' ? singles(modalities) : everySubset(modalities).slice(0, -1);
    return [0, ...others];
  },
  counts: { mean: false, own: true, once: true, joint: false },
  prior: true,
  mixture: false,
};
