import { loss as countLoss, sigmoid, softplus } from './negativeBinomial.ts';

/** -log p(x | log mean l, log dispersion s, logit g of a zero) */
export function loss(l: number, s: number, g: number, x: number): number {
  const counted = countLoss(l, s, x);
  if (x !== 0) return softplus(g) + counted;
  return softplus(g) - Math.max(g, -counted) - Math.log1p(Math.exp(-Math.abs(g + counted)));
}

/** The probability that x comes from the negative binomial. */
export const countedShare = (l: number, s: number, g: number, x: number): number =>
  x === 0 ? sigmoid(-g - countLoss(l, s, 0)) : 1;
