import type { SlotContext, SlotFunctions, SlotTwin } from '../../twin.ts';

type Step = SlotFunctions['optimizer'];

/** m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g², w ← w - step_size m / (√v / correction + ε) */
export function adamStep(context: SlotContext): Step {
  const { BETA1, ONE_MINUS_BETA1, BETA2, ONE_MINUS_BETA2, EPSILON } = context.constants;
  return (before, g, { step_size, bias_correction2_sqrt }) => {
    const m = Number(BETA1) * before.m + Number(ONE_MINUS_BETA1) * g;
    const v = Number(BETA2) * before.v + Number(ONE_MINUS_BETA2) * g * g;
    const scale = Math.sqrt(v) / bias_correction2_sqrt + Number(EPSILON);
    return { w: before.w - (step_size * m) / scale, m, v };
  };
}

/** Adam with the gradient of an L2 penalty added to g. */
export const adam: SlotTwin<'optimizer', 'adam'> = (context) => {
  const { WEIGHT_DECAY } = context.constants;
  const advance = adamStep(context);
  return (before, g, scalars) => advance(before, g + Number(WEIGHT_DECAY) * before.w, scalars);
};
