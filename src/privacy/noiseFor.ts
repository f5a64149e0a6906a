import { ABOVE_ZERO, assertInRange, assertOptions, BETWEEN_0_AND_1 } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { ACCOUNTANT, type AccountantOptions, epsilonOf } from './accountant.ts';
import { LEAST_NOISE, MOST_NOISE, SAMPLE_RATE, STEPS } from './steps.ts';

/** A budget of privacy, and the training that has to fit. */
export interface NoiseOptions extends AccountantOptions {
  /** Largest ε of all steps together. */
  readonly epsilon: number;
  /** Probability of outcomes that may tell more. */
  readonly delta: number;
  /** Number of steps. */
  readonly steps: number;
  /** Probability of each row to be in a batch. */
  readonly sampleRate: number;
}

const RANGES = {
  epsilon: ABOVE_ZERO,
  delta: BETWEEN_0_AND_1,
  steps: STEPS,
  sampleRate: SAMPLE_RATE,
  accountant: ACCOUNTANT,
};

/** The noise is at most this share above the least that keeps the budget. */
const PRECISION = 1e-3;

/**
 * The least noise, as a multiple of the clipping norm, with which training keeps a budget of privacy. Twice the noise
 * never spends more, so it is found by bisection.
 *
 * @throws ConfigError for a value out of range, one that is left out, or a budget that no noise keeps
 */
export function noiseFor(options: NoiseOptions): number {
  assertOptions('noiseFor', options, RANGES);
  const { epsilon, delta, steps, sampleRate, accountant } = options ?? {};
  for (const [name, value] of Object.entries({ epsilon, delta, steps, sampleRate })) {
    assertInRange(name, RANGES[name as keyof typeof RANGES], value);
  }
  const keeps = (noise: number, by = accountant): boolean =>
    epsilonOf([{ noise, sampleRate, steps }], delta, by) <= epsilon;
  const bound = bisected(LEAST_NOISE, MOST_NOISE, (noise) => keeps(noise, 'rdp'));
  if (bound === undefined) {
    throw new ConfigError(
      `no noise up to ${MOST_NOISE} keeps epsilon at ${epsilon} for a delta of ${delta}; allow more of either, or take fewer steps`,
    );
  }
  if (accountant === 'rdp') return bound;
  return bisected(Math.max(LEAST_NOISE, bound / 2), bound, keeps) ?? bound;
}

/** The least noise in a range that holds, to the precision; undefined if the largest does not. */
function bisected(from: number, to: number, holds: (noise: number) => boolean): number | undefined {
  if (!holds(to)) return undefined;
  if (holds(from)) return from;
  let [least, most] = [from, to];
  while (most > least * (1 + PRECISION)) {
    const middle = Math.sqrt(least * most);
    if (holds(middle)) most = middle;
    else least = middle;
  }
  return most;
}
