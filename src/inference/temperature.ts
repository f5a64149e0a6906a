import { ConfigError } from '../errors.ts';

/**
 * @param classes of each variable of a categorical code
 * @throws ConfigError for a temperature of such a code, whose samples have no scale
 */
export function assertTemperature(classes: number | undefined, temperature: number): void {
  if (!classes || temperature === 1) return;
  throw new ConfigError(
    `a categorical code takes no temperature: leave it out, got ${temperature}`,
  );
}
