import { dropUndefined } from './dropUndefined.ts';
import { ConfigError } from './errors.ts';
import { nearestName } from './nearestName.ts';
import { isPlain } from './plainData.ts';

/** The values that an option accepts: a test, and a description for "epsilon must be …". */
export interface Range {
  readonly holds: (value: unknown) => boolean;
  readonly wanted: string;
  /** Values that are names: a message has the nearest one. */
  readonly names?: readonly string[];
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
/* @__NO_SIDE_EFFECTS__ */
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

/** Positive in float32: devices may take values below the least normal one for zero, and larger float64 are infinite. */
export const POSITIVE: Range = {
  holds: (value) =>
    typeof value === 'number' && value >= 2 ** -126 && Math.fround(value) < Infinity,
  wanted: 'above 0, within what float32 can hold',
};

/** Shares, decays and probabilities that must stay below 1. */
export const FRACTION: Range = {
  holds: (value) => typeof value === 'number' && value >= 0 && value < 1,
  wanted: 'in [0, 1)',
};

export const BOOLEAN: Range = {
  holds: (value) => typeof value === 'boolean',
  wanted: 'true or false',
};

export const FUNCTION: Range = {
  holds: (value) => typeof value === 'function',
  wanted: 'a function',
};

export const TEXT: Range = {
  holds: (value) => typeof value === 'string',
  wanted: 'a text',
};

export const OBJECT: Range = {
  holds: (value) => typeof value === 'object' && value !== null,
  wanted: 'an object',
};

export const SIGNAL: Range = {
  holds: (value) => OBJECT.holds(value) && 'aborted' in (value as object),
  wanted: 'an AbortSignal',
};

export const FINITE: Range = {
  holds: (value) => typeof value === 'number' && Math.abs(Math.fround(value)) < Infinity,
  wanted: 'a finite number',
};

export const ABOVE_ZERO: Range = {
  holds: (value) => typeof value === 'number' && value > 0,
  wanted: 'a number above 0',
};

export const AT_LEAST_ZERO: Range = {
  holds: (value) => FINITE.holds(value) && (value as number) >= 0,
  wanted: 'a finite number of at least 0',
};

/** A share that leaves something on both sides. */
export const BETWEEN_0_AND_1: Range = {
  holds: (value) => typeof value === 'number' && value > 0 && value < 1,
  wanted: 'a number between 0 and 1, such as 0.1',
};

/**
 * An object with a method, such as a device.
 * @param wanted names it in messages
 */
/* @__NO_SIDE_EFFECTS__ */
export function objectWith(method: string, wanted: string): Range {
  return {
    holds: (value) =>
      OBJECT.holds(value) && typeof Reflect.get(value as object, method) === 'function',
    wanted,
  };
}

/** For options that other code checks: those that depend on the model or on the data. */
export const CHECKED_LATER: Range = { holds: () => true, wanted: '' };

/** One of several names. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf(names: readonly string[]): Range {
  return {
    holds: (value) => names.includes(value as string),
    wanted: `one of ${names.map((name) => JSON.stringify(name)).join(', ')}`,
    names,
  };
}

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function assertInRange(
  name: string,
  { holds, wanted, names = [] }: Range,
  value: unknown,
): void {
  if (holds(value)) return;
  throw new ConfigError(
    `${name} must be ${wanted}, got ${shown(value)}${nearestName(value, names)}`,
  );
}

/** The range of every option of a call. */
export type OptionRanges<Options> = { readonly [Name in keyof Options]-?: Range };

/**
 * Checks the options of a call. Options that are undefined count as left out.
 * @param of the call or the option that takes them, for messages
 * @param prefix of the names in messages, for options of an option
 * @throws ConfigError for anything but an object, an unknown name (naming the nearest known one),
 *   or a value out of range
 */
export function assertOptions<Options>(
  of: string,
  given: unknown,
  ranges: OptionRanges<Options>,
  prefix = '',
): void {
  if (given === undefined) return;
  if (!isOptions(given)) {
    throw new ConfigError(`${of} takes its options as an object, got ${shown(given)}`);
  }
  knownFields(of, dropUndefined(given), Object.keys(ranges));
  for (const [name, range] of Object.entries<Range>(ranges)) {
    if (given[name] !== undefined) assertInRange(prefix + name, range, given[name]);
  }
}

/**
 * Checks the names of the fields of an object that may come from a file.
 * @param where says what has the fields, such as `a vae` or `encoder[1]: a dense layer`
 * @param hint at the name that was meant
 * @throws ConfigError naming the first unknown field, the nearest known one and all others
 */
export function knownFields(
  where: string,
  given: object,
  names: readonly string[],
  hint = nearestName,
): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(
    `${where} has no option "${unknown}"; it takes: ${names.join(', ') || 'none'}` +
      hint(unknown, names),
  );
}

/**
 * Checks the names of the fields of an object that names its kind. Fields that are undefined count as left out.
 * @param where says what has the fields, such as `beta: a linear schedule`
 * @param fields of the kind, besides `kind`
 * @throws ConfigError as of {@link knownFields}
 */
export function knownFieldsOfKind(where: string, given: object, fields: readonly string[]): void {
  knownFields(where, dropUndefined(given), ['kind', ...fields]);
}

/** True for objects with named fields: neither a list nor null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * True for objects with named fields that are no promise, buffer or other object of the platform: those
 * have no fields of their own, and would count as no options.
 */
export function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** @throws ConfigError for options of a model that are not an object */
export function assertIsObject(options: unknown): void {
  if (isOptions(options)) return;
  throw new ConfigError(`a VAE takes its options as an object, got ${shown(options)}`);
}

/** Longest value in a message. */
const SHOWN_LENGTH = 200;

/** A value of any type for a message, so that "784" and 784 look different. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'string' && typeof value !== 'object') return String(value);
  if (value !== null && typeof value === 'object' && !isPlain(value)) {
    return `an object of class ${value.constructor?.name}`;
  }
  const text = jsonOf(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

/** JSON for a message, also of values that have none. */
function jsonOf(value: unknown): string {
  try {
    const withText = (_: string, part: unknown): unknown =>
      typeof part === 'bigint' ? `${part}n` : part;
    return JSON.stringify(value, withText) ?? 'an object';
  } catch {
    return 'an object that contains itself';
  }
}

/** A u32. */
export const SEED = wholeNumber(0, MAX_U32);

/** @throws ConfigError unless `seed` is a u32. */
export function assertSeed(seed: unknown): void {
  assertInRange('seed', SEED, seed);
}
