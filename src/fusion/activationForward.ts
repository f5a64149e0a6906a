import { type FusionRule, replace, usersOf } from './rule.ts';

/**
 * `dense_forward → activation_forward` → `dense_forward` with the activation in its epilogue, where
 * nobody else needs the preactivation: in plans without a backward pass.
 */
export const activationForward: FusionRule = (plan) => {
  const { step } = plan;
  for (const activation of step) {
    const { preactivation, y } = activation.bindings;
    if (activation.kernel !== 'activation_forward' || !preactivation || !y) continue;
    const [product, ...others] = usersOf(step, preactivation).filter((each) => each !== activation);
    if (product?.kernel !== 'dense_forward' || others.length > 0) continue;
    if (product.bindings.y?.name !== preactivation.name) continue;
    if (product.slots.activation?.choice !== 'identity') continue;
    const fused = {
      ...product,
      bindings: { ...product.bindings, y },
      slots: { ...product.slots, ...activation.slots },
    };
    return { ...plan, step: replace(step, [product, activation], fused) };
  }
  return undefined;
};
