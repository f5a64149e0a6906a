import type { SlotTwin } from '../../twin.ts';
import { bernoulliGradient, bernoulliLoss } from './bernoulli.ts';

/** Within this the closed forms subtract nearly equal numbers. */
const SERIES_RADIUS = 0.03;

/** log C(l), C = l / tanh(l / 2) = l (1 + e) / (1 - e), e = exp(-l) */
function logNormalizer(logit: number): number {
  const size = Math.abs(logit);
  if (size < SERIES_RADIUS) {
    const square = logit * logit;
    return Math.LN2 + Math.log1p((square / 12) * (1 - (square / 60) * (1 - square / 42)));
  }
  const small = Math.exp(-size);
  return Math.log((size * (1 + small)) / -Math.expm1(-size));
}

/** Its derivative, 1 / l - 1 / sinh(l). */
function logNormalizerGradient(logit: number): number {
  const size = Math.abs(logit);
  if (size < SERIES_RADIUS) {
    const square = logit * logit;
    return (logit / 6) * (1 - square * (7 / 60 - square * (31 / 2520 - (square * 127) / 100800)));
  }
  return Math.sign(logit) * (1 / size + (2 * Math.exp(-size)) / Math.expm1(-2 * size));
}

export const continuousBernoulli: SlotTwin<'likelihood', 'continuous_bernoulli'> = () => ({
  loss: (_row, _column, logit, x) => bernoulliLoss(logit, x) - logNormalizer(logit),
  gradient: (_row, _column, logit, x) => bernoulliGradient(logit, x) - logNormalizerGradient(logit),
});
