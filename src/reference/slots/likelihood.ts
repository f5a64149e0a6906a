import type { SlotTwin } from '../twin.ts';

/** From a logit and a target in [0, 1]; finite for any logit. */
export const bernoulli: SlotTwin<'likelihood', 'bernoulli'> = () => ({
  loss: (logit, target) =>
    Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))),
  gradient(logit, target) {
    const small = Math.exp(-Math.abs(logit));
    return (logit >= 0 ? 1 : small) / (1 + small) - target;
  },
});
