import { assertInRange, wholeNumber } from '../../../checks.ts';
import { ConfigError } from '../../../errors.ts';

/** @throws ConfigError unless it is a number of bounds */
export function checkBounds(bounds: number): void {
  assertInRange('bound.bounds', wholeNumber(1, 1024), bounds);
}

/** @throws ConfigError unless the samples of a row divide into bounds */
export function checkSamplesOfBounds({ bounds }: { bounds: number }, samples: number): void {
  if (samples % bounds === 0) return;
  throw new ConfigError(
    `samples (${samples}) must be a multiple of bound.bounds (${bounds}), which share them`,
  );
}
