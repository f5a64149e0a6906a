import type { SlotTwin } from '../../twin.ts';

/** Within this radius the closed forms subtract nearly equal numbers. */
const SERIES_RADIUS = 0.3;

/** log(sinh(l / 2) / (l / 2)) */
function logSinhc(l: number): number {
  const size = Math.abs(l);
  if (size >= SERIES_RADIUS) return size / 2 + Math.log(-Math.expm1(-size) / size);
  const q = l * l;
  return (
    (q / 24) *
    (1 -
      q *
        (1 / 120 -
          q * (1 / 7560 - q * (1 / 403_200 - q * (1 / 19_958_400 - (q * 691) / 653_837_184_000)))))
  );
}

/** The derivative of logSinhc, ½ coth(l / 2) - 1 / l. */
function logSinhcGradient(l: number): number {
  const size = Math.abs(l);
  if (size >= SERIES_RADIUS) {
    const small = Math.exp(-size);
    return Math.sign(l) * ((0.5 * (1 + small)) / -Math.expm1(-size) - 1 / size);
  }
  const q = l * l;
  return (
    (l / 12) *
    (1 -
      q *
        (1 / 60 -
          q * (1 / 2520 - q * (1 / 100_800 - q * (1 / 3_991_680 - (q * 691) / 108_972_864_000)))))
  );
}

export const continuousBernoulli: SlotTwin<'likelihood', 'continuous_bernoulli'> = () => ({
  loss: (_row, _column, logit, x) => logit * (0.5 - x) + logSinhc(logit),
  gradient: (_row, _column, logit, x) => 0.5 - x + logSinhcGradient(logit),
});
