import { type FusionRule, replace, usersOf } from './rule.ts';

/**
 * `dense_backward_input → activation_backward` → `dense_backward_input` with the
 * activation's gradient in its epilogue, where nobody else needs the gradient in between.
 */
export const activationGradient: FusionRule = (plan) => {
  const { step } = plan;
  for (const product of step) {
    const between = product.bindings.dx;
    if (product.kernel !== 'dense_backward_input' || !between) continue;
    if (product.constants.ACCUMULATE !== false) continue;
    if (product.slots.activation_gradient?.choice !== 'identity') continue;
    const [, activation, ...others] = usersOf(step, between);
    const dx = activation?.bindings.dx;
    if (activation?.kernel !== 'activation_backward' || !dx || others.length > 0) continue;
    if (activation.bindings.dy !== between) continue;
    const fused = {
      ...product,
      bindings: { ...product.bindings, dx },
      slots: { ...product.slots, ...activation.slots },
      constants: {
        ...product.constants,
        ACCUMULATE: activation.constants.ACCUMULATE ?? false,
      },
    };
    return { ...plan, step: replace(step, [activation, product], fused) };
  }
  return undefined;
};
