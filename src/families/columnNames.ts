import { shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';

/**
 * Checks the names of a model's columns, such as words or items.
 * @param option their option, the plural of `one`
 * @throws ConfigError for anything but one text a column
 */
export function assertColumnNames(option: string, names: unknown, columns: number): void {
  const one = option.replace(/s$/, '');
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw new ConfigError(`${option} must be a list of texts, got ${shown(names)}`);
  }
  if (new Set(names).size < names.length) {
    throw new ConfigError(`${option} names ${article(one)} ${one} twice: give one a column`);
  }
  if (names.length === columns) return;
  throw new ConfigError(
    `input is ${columns} ${option}, but ${option} holds ${names.length}: give one a column`,
  );
}

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');
