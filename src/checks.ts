import { ConfigError } from './errors.ts';

/** The values that an option accepts: a test, and a description for "epsilon must be …". */
export interface Range {
  readonly holds: (value: unknown) => boolean;
  readonly wanted: string;
}

/** True for a whole number from `least` to `most`, both included, that float64 holds exactly. */
export function isWholeNumber(
  value: unknown,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

/**
 * Whole numbers of at least `least`, and of at most `most` where it is given.
 * @param unit names the counted thing, such as "rows"
 */
export function wholeNumber(least: number, most?: number, unit?: string): Range {
  const kind = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
  return {
    holds: (value) => isWholeNumber(value, least, most),
    wanted:
      most === undefined ? `${kind} of at least ${least}` : `${kind} from ${least} to ${most}`,
  };
}

/** The largest u32. */
export const MAX_U32 = 2 ** 32 - 1;

/** Positive in float32: kernels see a smaller float64 as zero and a larger one as infinite. */
export const POSITIVE: Range = {
  holds: (value) =>
    typeof value === 'number' && Math.fround(value) > 0 && Math.fround(value) < Infinity,
  wanted: 'above 0, within what float32 can hold',
};

/** Shares, decays and probabilities that must stay below 1. */
export const FRACTION: Range = {
  holds: (value) => typeof value === 'number' && value >= 0 && value < 1,
  wanted: 'in [0, 1)',
};

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function assertInRange(name: string, { holds, wanted }: Range, value: unknown): void {
  if (!holds(value)) throw new ConfigError(`${name} must be ${wanted}, got ${String(value)}`);
}

/**
 * Checks the names of the fields of an object that may come from a file.
 * @param where says what has the fields, such as `a vae` or `encoder[1]: a dense layer`
 * @throws ConfigError naming the first unknown field and all known ones
 */
export function knownFields(where: string, given: object, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(
    `${where} has no option "${unknown}"; it takes: ${names.join(', ') || 'none'}`,
  );
}

/** True for objects with named fields: neither a list nor null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of any type for a message, so that "784" and 784 look different. */
export function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'object'
    ? JSON.stringify(value)
    : String(value);
}

/** @throws ConfigError unless `seed` is a u32. */
export function assertSeed(seed: unknown): void {
  assertInRange('seed', wholeNumber(0, MAX_U32), seed);
}
