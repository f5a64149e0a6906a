import { ConfigError } from './errors.ts';

/** The values that an option takes, and those in words, as in "epsilon must be …". */
export interface Range {
  readonly holds: (value: unknown) => boolean;
  readonly wanted: string;
}

/**
 * Whole numbers from `least` on, up to and including `most` where there is a limit.
 * @param unit names what is counted, such as "rows"
 */
export function wholeNumber(least: number, most = Number.POSITIVE_INFINITY, unit?: string): Range {
  const kind = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
  return {
    holds: (value) =>
      Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
    wanted: most < Infinity ? `${kind} from ${least} to ${most}` : `${kind} of at least ${least}`,
  };
}

/** @throws ConfigError naming the option, the values that it takes, and the one that came. */
export function assertInRange(name: string, { holds, wanted }: Range, value: unknown): void {
  if (!holds(value)) throw new ConfigError(`${name} must be ${wanted}, got ${String(value)}`);
}

const U32 = wholeNumber(0, 2 ** 32 - 1);

/** @throws ConfigError unless `seed` is a whole number from 0 to 2³² - 1. */
export function assertSeed(seed: unknown): void {
  assertInRange('seed', U32, seed);
}
