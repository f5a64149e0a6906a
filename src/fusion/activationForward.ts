import { tensorsOf } from '../graph/plan.ts';
import { type FusionRule, join } from './rule.ts';

/**
 * `dense_forward → activation_forward` → `dense_forward` with the activation in its epilogue, where
 * nobody else needs the preactivation: in plans without a backward pass.
 */
export const activationForward: FusionRule = {
  anchors: ['activation_forward'],
  rewrite: (step, activation) => {
    const { preactivation, y } = activation.bindings;
    const product = step.only('dense_forward', 'y', preactivation);
    if (!product || !y) return undefined;
    if (product.slots.activation?.choice !== 'identity') return undefined;
    // A tensor carried to the next step may be the one that the product reads: it cannot write it too.
    if (tensorsOf(product).some(([, { name }]) => name === y.name)) return undefined;
    const fused = {
      ...product,
      bindings: { ...product.bindings, y },
      slots: { ...product.slots, ...activation.slots },
    };
    return join([product, activation], fused);
  },
};
