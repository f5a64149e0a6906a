import { assertInRange, wholeNumber } from '../../checks.ts';

/** @throws ConfigError if the length of a chain is out of range */
export function assertCount(count: unknown): void {
  assertInRange('count', wholeNumber(1, 256), count);
}
