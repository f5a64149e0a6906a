import type { SlotTwin } from '../../twin.ts';

/** -log p(t | l) from a logit l and a target in [0, 1]; finite for any logit. */
export function bernoulliLoss(logit: number, target: number): number {
  return Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
}

/** Its derivative, sigmoid(l) - t. */
export function bernoulliGradient(logit: number, target: number): number {
  const small = Math.exp(-Math.abs(logit));
  return (logit >= 0 ? 1 : small) / (1 + small) - target;
}

export const bernoulli: SlotTwin<'likelihood', 'bernoulli'> = () => ({
  loss: (_row, _column, logit, target) => bernoulliLoss(logit, target),
  gradient: (_row, _column, logit, target) => bernoulliGradient(logit, target),
});
