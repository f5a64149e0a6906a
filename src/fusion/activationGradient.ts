import { type FusionRule, join } from './rule.ts';

/**
 * `dense_backward_input → activation_backward` → `dense_backward_input`, or that of a convolution,
 * with the activation's gradient in its epilogue, if no other dispatch needs the intermediate gradient.
 */
export const activationGradient: FusionRule = {
  anchors: ['dense_backward_input', 'conv_backward_input', 'conv_transpose_backward_input'],
  rewrite: (step, product) => {
    if (product.constants.ACCUMULATE !== false) return undefined;
    if (product.slots.activation_gradient?.choice !== 'identity') return undefined;
    const activation = step.only('activation_backward', 'dy', product.bindings.dx);
    const dx = activation?.bindings.dx;
    if (!activation || !dx) return undefined;
    const fused = {
      ...product,
      bindings: { ...product.bindings, dx },
      slots: { ...product.slots, ...activation.slots },
      constants: {
        ...product.constants,
        ACCUMULATE: activation.constants.ACCUMULATE ?? false,
      },
    };
    return join([product, activation], fused, activation);
  },
};
