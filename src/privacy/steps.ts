import {
  ABOVE_ZERO,
  assertInRange,
  isRecord,
  knownFields,
  type Range,
  shown,
  wholeNumber,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';

/** Steps of private training that are alike. */
export interface PrivateSteps {
  /** Standard deviation of the noise on the sum of clipped gradients, as a multiple of the clipping norm. */
  readonly noise: number;
  /** Probability of each row to be in a batch, independently of all others (Poisson sampling). */
  readonly sampleRate: number;
  /** Number of steps. */
  readonly steps: number;
}

/** The sampling and the noise of one of the steps. */
export type SampledNoise = Omit<PrivateSteps, 'steps'>;

/**
 * The steps that were taken on a data set, in any order, which spend its privacy. It is plain JSON, so that
 * a checkpoint can hold it.
 */
export type PrivacyHistory = readonly PrivateSteps[];

/** Less noise hides nothing, and is out of reach of the numerical methods. */
export const LEAST_NOISE = 0.1;
export const MOST_NOISE = 1e6;

export const NOISE: Range = {
  holds: (value) => typeof value === 'number' && value >= LEAST_NOISE && value <= MOST_NOISE,
  wanted: `a number from ${LEAST_NOISE} to ${MOST_NOISE}, a multiple of the clipping norm`,
};

export const SAMPLE_RATE: Range = {
  holds: (value) => ABOVE_ZERO.holds(value) && (value as number) <= 1,
  wanted: 'a probability above 0',
};

export const STEPS: Range = wholeNumber(1, 1e9);

const RANGES = { noise: NOISE, sampleRate: SAMPLE_RATE, steps: STEPS };

/** @throws ConfigError for anything but a list of steps, or a value out of range */
export function assertHistory(history: unknown): asserts history is PrivacyHistory {
  if (!Array.isArray(history)) {
    throw new ConfigError(`expected a list of { noise, sampleRate, steps }, got ${shown(history)}`);
  }
  for (const [place, each] of history.entries()) assertSteps(each, `history[${place}]`);
}

function assertSteps(given: unknown, name: string): asserts given is PrivateSteps {
  if (!isRecord(given)) {
    throw new ConfigError(`${name} must be { noise, sampleRate, steps }, got ${shown(given)}`);
  }
  knownFields(name, given, Object.keys(RANGES));
  for (const [field, range] of Object.entries(RANGES)) {
    assertInRange(`${name}.${field}`, range, given[field]);
  }
}

/**
 * A history with more steps; those like the last ones are counted with them.
 * @throws ConfigError for anything but a history and steps
 */
export function withSteps(history: PrivacyHistory, more: PrivateSteps): PrivacyHistory {
  assertHistory(history);
  assertSteps(more, 'more');
  const { noise, sampleRate, steps } = more;
  const last = history.at(-1);
  if (last?.noise !== noise || last.sampleRate !== sampleRate) {
    return [...history, { noise, sampleRate, steps }];
  }
  return history.with(-1, { noise, sampleRate, steps: last.steps + steps });
}
