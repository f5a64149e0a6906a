import { tensorsOf } from '../graph/plan.ts';
import { type FusionRule, join } from './rule.ts';

/** Products that apply an activation. */
const FORWARD = ['dense_forward', 'conv_forward', 'conv_transpose_forward'] as const;

/**
 * `dense_forward → activation_forward` → `dense_forward`, or a convolution, with the activation in its epilogue, if no
 * other dispatch needs the preactivation: in plans without a backward pass.
 */
export const activationForward: FusionRule = {
  anchors: ['activation_forward'],
  rewrite: (step, activation) => {
    const { preactivation, y } = activation.bindings;
    const product = step.only(FORWARD, 'y', preactivation);
    if (!product || !y) return undefined;
    if (product.slots.activation?.choice !== 'identity') return undefined;
    // The activation may write a carried tensor that the product reads. The product cannot write it
    // in the same dispatch.
    if (tensorsOf(product).some(([, { name }]) => name === y.name)) return undefined;
    const fused = {
      ...product,
      bindings: { ...product.bindings, y },
      slots: { ...product.slots, ...activation.slots },
    };
    return join([product, activation], fused);
  },
};
