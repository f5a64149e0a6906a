import type { SlotTwin } from '../../twin.ts';

/**
 * m ← μm + g, w ← w - step_size d, where d = m with momentum, g + μm with Nesterov momentum, and g
 * without momentum.
 */
export const sgd: SlotTwin<'optimizer', 'sgd'> = ({ constants }) => {
  const { NESTEROV } = constants;
  const momentum = Number(constants.MOMENTUM);
  return ({ w, m, v }, gradient, { step_size }) => {
    const g = gradient + Number(constants.WEIGHT_DECAY) * w;
    if (momentum === 0) return { w: w - step_size * g, m, v };
    const after = momentum * m + g;
    const direction = NESTEROV ? g + momentum * after : after;
    return { w: w - step_size * direction, m: after, v };
  };
};
