import { ConfigError } from '../errors.ts';
import type { ConstantType, ConstantValue } from './catalogue.types.ts';

/**
 * Formats a value as a WGSL literal of the given type.
 *
 * @param length number of values in a list; a shorter list is padded with zeros
 * @throws ConfigError naming kernel and constant if the value does not have the type
 */
export function formatLiteral(
  kernel: string,
  constant: string,
  type: ConstantType,
  value: ConstantValue,
  length = 1,
): string {
  const literal =
    typeof value === 'object'
      ? formatList(type, value, length)
      : typeof value === 'boolean'
        ? formatBool(type, value)
        : formatNumber(type, value);
  if (literal !== undefined) return literal;
  throw new ConfigError(
    `kernel "${kernel}", constant "${constant}": expected ${describe(type)}, got ${String(value)}`,
  );
}

function formatList(
  type: ConstantType,
  values: readonly number[],
  length: number,
): string | undefined {
  if (type !== 'u32[]' || values.length > length) return undefined;
  const filled = Array.from({ length }, (_, i) => formatNumber('u32', values[i] ?? 0));
  return filled.includes(undefined) ? undefined : `array<u32, ${length}>(${filled.join(', ')})`;
}

function formatBool(type: ConstantType, value: boolean): string | undefined {
  return type === 'bool' ? String(value) : undefined;
}

function formatNumber(type: ConstantType, value: number): string | undefined {
  switch (type) {
    case 'u32':
      return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? `${value}u` : undefined;
    case 'i32':
      // Without a suffix: -2147483648i would be the negation of a literal that is out of range.
      return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31
        ? `${value}`
        : undefined;
    case 'f32':
      return Number.isFinite(Math.fround(value)) ? `${value}f` : undefined;
    case 'bool':
    case 'u32[]':
      return undefined;
  }
}

function describe(type: ConstantType): string {
  switch (type) {
    case 'u32':
      return 'an integer from 0 to 4294967295 (u32)';
    case 'i32':
      return 'an integer from -2147483648 to 2147483647 (i32)';
    case 'f32':
      return 'a finite number within the range of f32';
    case 'bool':
      return 'true or false (bool)';
    case 'u32[]':
      return 'a list of integers from 0 to 4294967295 no longer than the one declared (u32[])';
  }
}
