import { ConfigError } from '../errors.ts';

/** The value after the = of an option. */
export type OptionValue = number | string | readonly number[];

/** A kind with its options, as the library takes them. */
export type KindText = { readonly kind: string } & Readonly<Record<string, OptionValue>>;

/**
 * Parses a kind: a name, optionally followed by a colon and options, as in
 * `gaussian:sigma=learned,floor=1e-4`. The library checks the options.
 * @param options.flag the flag and an example of its value, for messages
 * @param options.counted name of the option that a number alone gives, as in `mixture:10`
 * @throws ConfigError for malformed text
 */
export function parseKind(
  text: string,
  { flag, example, counted }: { flag: string; example: string; counted?: string },
): KindText {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const assignments = colon < 0 ? [] : text.slice(colon + 1).split(',');
  const options = new Map<string, OptionValue>();
  for (const each of assignments) {
    const number = counted !== undefined && !Number.isNaN(readNumber(each));
    const assignment = number ? `${counted}=${each}` : each;
    const [, name = '', value = ''] = /^([^=]+)=(.+)$/.exec(assignment) ?? [];
    if (name === '' || name === 'kind' || options.has(name)) {
      throw new ConfigError(
        `${flag} expects a name, and its options once each as option=value with commas ` +
          `between them, such as ${example}, got "${text}".`,
      );
    }
    options.set(name, readValue(value));
  }
  return { ...Object.fromEntries(options), kind };
}

/** Parses a number, or several numbers joined by +; other text is a word such as `learned`. */
function readValue(text: string): OptionValue {
  // First as one number, since 1e+3 contains a +.
  const number = readNumber(text);
  if (!Number.isNaN(number)) return number;
  const numbers = text.split('+').map(readNumber);
  return numbers.some(Number.isNaN) ? text : numbers;
}

function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
