import { Misfit } from './shaderError.ts';
import type { Expression, LiteralType } from './syntax.ts';

const HEX = /^0x([\da-f]+)(?:\.([\da-f]*))?(?:p([+-]?\d+))?([iuf]?)$/i;

/** A number as WGSL writes it. @throws Misfit for f16 */
export function literal(text: string, at: number): Expression {
  const hex = HEX.exec(text);
  // The last "f" of a hexadecimal integer is a digit.
  const suffix = hex ? (hex[4] ?? '') : (/[iufh]$/.exec(text)?.[0] ?? '');
  const isFloat = hex ? hex[2] !== undefined || hex[3] !== undefined : /[.eEf]/.test(text);
  const types: Readonly<Record<string, LiteralType>> = { u: 'u32', i: 'i32', f: 'f32' };
  const type = types[suffix] ?? (isFloat ? 'float' : 'int');
  if (suffix === 'h') throw new Misfit('f16 is not supported', at);
  if (!hex) return { kind: 'literal', value: Number.parseFloat(text), type, at };
  const [, whole = '', fraction = '', exponent = '0'] = hex;
  const mantissa = Number.parseInt(whole + fraction, 16) / 16 ** fraction.length;
  return { kind: 'literal', value: mantissa * 2 ** Number(exponent), type, at };
}
