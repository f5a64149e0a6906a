import { ConfigError } from '../errors.ts';
import type { ScalarType } from './catalogue.types.ts';

/**
 * A value as a WGSL literal of the given type.
 *
 * @throws ConfigError naming kernel and constant when the value is not one of that type
 */
export function formatLiteral(
  kernel: string,
  constant: string,
  type: ScalarType,
  value: number | boolean,
): string {
  const literal = typeof value === 'boolean' ? formatBool(type, value) : formatNumber(type, value);
  if (literal !== undefined) return literal;
  throw new ConfigError(
    `kernel "${kernel}", constant "${constant}": expected ${describe(type)}, got ${String(value)}`,
  );
}

function formatBool(type: ScalarType, value: boolean): string | undefined {
  return type === 'bool' ? String(value) : undefined;
}

function formatNumber(type: ScalarType, value: number): string | undefined {
  switch (type) {
    case 'u32':
      return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? `${value}u` : undefined;
    case 'i32':
      // Without a suffix: -2147483648i is the negation of a literal that does not fit.
      return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31
        ? `${value}`
        : undefined;
    case 'f32':
      return Number.isFinite(Math.fround(value)) ? `${value}f` : undefined;
    case 'bool':
      return undefined;
  }
}

function describe(type: ScalarType): string {
  switch (type) {
    case 'u32':
      return 'an integer from 0 to 4294967295 (u32)';
    case 'i32':
      return 'an integer from -2147483648 to 2147483647 (i32)';
    case 'f32':
      return 'a finite number within the range of f32';
    case 'bool':
      return 'true or false (bool)';
  }
}
