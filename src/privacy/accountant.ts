import { assertInRange, assertOptions, BETWEEN_0_AND_1, oneOf } from '../checks.ts';
import { composeLosses } from './compose.ts';
import type { LossDistribution } from './lossDistribution.ts';
import { renyiEpsilon } from './renyi.ts';
import { assertHistory, type PrivacyHistory } from './steps.ts';

/**
 * How privacy is accounted for: `pld` by the distribution of the privacy loss, which is the tighter one, or
 * `rdp` by Rényi divergences, which takes less time. Both are upper bounds.
 */
export type Accountant = 'pld' | 'rdp';

/** Options of what accounts for privacy. */
export interface AccountantOptions {
  /** The accountant; `pld` by default. */
  readonly accountant?: Accountant;
}

export const ACCOUNTANT = oneOf(['pld', 'rdp'] satisfies Accountant[]);

/**
 * ε of (ε, δ)-differential privacy after the steps of a history: training on the data, and with one row left out
 * whose place stays (it is drawn, but its gradient is zero), give each outcome with probabilities within a factor
 * of e^ε, but for outcomes of probability δ. It holds if each step draws its rows by Poisson sampling, clips each
 * example's gradient and adds normal noise to the sum.
 *
 * @param history of the steps, in any order; an empty one has spent nothing
 * @param delta probability of outcomes that may tell more; below 1 / rows, at least about 1e-10
 * @returns 0 if nothing was spent; infinity if no ε holds
 * @throws ConfigError for a value out of range
 */
export function epsilonSpent(
  history: PrivacyHistory,
  delta: number,
  options?: AccountantOptions,
): number {
  assertHistory(history);
  assertInRange('delta', BETWEEN_0_AND_1, delta);
  assertOptions('epsilonSpent', options, { accountant: ACCOUNTANT });
  return epsilonOf(history, delta, options?.accountant);
}

/** {@link epsilonSpent} of arguments that were checked. */
export function epsilonOf(
  history: PrivacyHistory,
  delta: number,
  accountant: Accountant = 'pld',
): number {
  if (history.length === 0) return 0;
  const byDivergence = renyiEpsilon(history, delta);
  if (accountant === 'rdp') return byDivergence;
  const byLoss = (['removed', 'added'] as const).map((direction) => {
    const { width, loss } = composeLosses(history, direction);
    return epsilonOfLoss(loss, width, delta);
  });
  // Both are bounds; the second one fails for a δ near what rounding leaves.
  return Math.min(byDivergence, Math.max(...byLoss));
}

/**
 * The least ε with E[(1 - e^(ε - L))⁺] ≤ δ. Between two places of the grid the expectation is a line in e^ε, so
 * that ε follows from the place where it exceeds δ.
 */
function epsilonOfLoss(
  { first, probabilities, infinite }: LossDistribution,
  width: number,
  delta: number,
): number {
  if (infinite >= delta) return Infinity;
  // The probability of losses L larger than the place's, and the mean of e^(loss - L) over them.
  let [larger, scaled] = [infinite, 0];
  for (let place = first + probabilities.length - 1; place >= 0; place--) {
    if (larger - scaled >= delta) return place * width + Math.log((larger - delta) / scaled);
    const probability = probabilities[place - first] ?? 0;
    larger += probability;
    scaled = (scaled + probability) * Math.exp(-width);
  }
  return 0;
}
