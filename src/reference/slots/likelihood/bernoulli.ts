import type { SlotTwin } from '../../twin.ts';

/** For logits and targets in [0, 1]; finite for any logit. */
export const bernoulli: SlotTwin<'likelihood', 'bernoulli'> = () => ({
  loss: (_row, _column, logit, x) =>
    Math.max(logit, 0) - logit * x + Math.log1p(Math.exp(-Math.abs(logit))),
  gradient(_row, _column, logit, x) {
    const small = Math.exp(-Math.abs(logit));
    return (logit >= 0 ? 1 : small) / (1 + small) - x;
  },
});
