import { shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';

/** Kernels square scales in float32, and the square must be a normal number. */
const SCALES = { least: 1e-18, most: 1e18 } as const;

/** @throws ConfigError unless `value` is a positive scale that kernels can square */
export function assertScale(name: string, value: unknown): void {
  if (typeof value === 'number' && value >= SCALES.least && value <= SCALES.most) return;
  throw new ConfigError(
    `${name} must be a number from ${SCALES.least} to ${SCALES.most}, got ${shown(value)}`,
  );
}
