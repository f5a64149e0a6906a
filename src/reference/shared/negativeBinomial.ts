import { digamma, logGamma } from './gamma.ts';

/** log(1 + exp(v)) */
export function softplus(v: number): number {
  return Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
}

export function sigmoid(v: number): number {
  return 1 / (1 + Math.exp(-v));
}

/** The dispersion r, clamped as in the shader. */
const dispersionOf = (logDispersion: number): number =>
  Math.exp(Math.min(20, Math.max(-20, logDispersion)));

/** -log p(x | log mean, log dispersion) */
export function loss(logMean: number, logDispersion: number, x: number): number {
  const r = dispersionOf(logDispersion);
  const gammas = logGamma(x + r) - logGamma(r) - logGamma(x + 1);
  return r * softplus(logMean - logDispersion) + x * softplus(logDispersion - logMean) - gammas;
}

/** Derivative of the loss with respect to the log mean. */
export function ofLogMean(logMean: number, logDispersion: number, x: number): number {
  const difference = logMean - logDispersion;
  return dispersionOf(logDispersion) * sigmoid(difference) - x * sigmoid(-difference);
}

/** Derivative of the loss with respect to the log dispersion. */
export function ofLogDispersion(logMean: number, logDispersion: number, x: number): number {
  const r = dispersionOf(logDispersion);
  const difference = logMean - logDispersion;
  const gammas = digamma(x + r) - digamma(r);
  return r * (softplus(difference) - gammas - sigmoid(difference)) + x * sigmoid(-difference);
}
