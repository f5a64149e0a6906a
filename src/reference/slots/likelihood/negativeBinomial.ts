import { digamma, logGamma } from '../../shared/gamma.ts';
import { atPlace } from '../../shared/place.ts';
import type { SlotTwin } from '../../twin.ts';

/** log(1 + exp(v)) */
function softplus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}

function sigmoid(v: number): number {
  return 1 / (1 + Math.exp(-v));
}

/** The dispersion r, clamped as in the shader. */
const dispersionOf = (logDispersion: number): number =>
  Math.exp(Math.min(20, Math.max(-20, logDispersion)));

/** -log p(x | log mean, log dispersion) */
function loss(logMean: number, logDispersion: number, x: number): number {
  const r = dispersionOf(logDispersion);
  const gammas = logGamma(x + r) - logGamma(r) - logGamma(x + 1);
  return r * softplus(logMean - logDispersion) + x * softplus(logDispersion - logMean) - gammas;
}

/** As a function of the log means. */
export const negativeBinomial: SlotTwin<'likelihood', 'negative_binomial'> = (context, ss) => {
  const s = (row: number, column: number) => atPlace(context, ss, row, column);
  return {
    loss: (row, column, l, x) => loss(l, s(row, column), x),
    gradient(row, column, l, x) {
      const dispersion = s(row, column);
      return dispersionOf(dispersion) * sigmoid(l - dispersion) - x * sigmoid(dispersion - l);
    },
  };
};

/** As a function of the log dispersions. */
export const negativeBinomialDispersion: SlotTwin<'likelihood', 'negative_binomial_dispersion'> = (
  context,
  ls,
) => {
  const l = (row: number, column: number) => atPlace(context, ls, row, column);
  return {
    loss: (row, column, s, x) => loss(l(row, column), s, x),
    gradient(row, column, s, x) {
      const r = dispersionOf(s);
      const mean = l(row, column);
      const gammas = digamma(x + r) - digamma(r);
      return r * (softplus(mean - s) - gammas - sigmoid(mean - s)) + x * sigmoid(s - mean);
    },
  };
};
