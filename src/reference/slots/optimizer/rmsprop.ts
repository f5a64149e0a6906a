import type { SlotTwin } from '../../twin.ts';

/**
 * v ← αv + (1 - α)g², m ← μm + g / (√v + ε), w ← w - step_size m; m is stored only with momentum.
 */
export const rmsprop: SlotTwin<'optimizer', 'rmsprop'> = ({ constants }) => {
  const momentum = Number(constants.MOMENTUM);
  return (before, gradient, { step_size }) => {
    const g = gradient + Number(constants.WEIGHT_DECAY) * before.w;
    const v = Number(constants.ALPHA) * before.v + Number(constants.ONE_MINUS_ALPHA) * g * g;
    const m = momentum * before.m + g / (Math.sqrt(v) + Number(constants.EPSILON));
    return { w: before.w - step_size * m, m: momentum === 0 ? before.m : m, v };
  };
};
