import { constantOf, f32, i32 } from './fold.ts';
import type { Node } from './ir.ts';
import { Misfit } from './shaderError.ts';
import { type Scalar, scalar, type Type, vector } from './shaderTypes.ts';

/**
 * Numbers of constant expressions that have no type yet. Their nodes are constants, one a component, whose
 * values are not rounded: a type rounds them, or cannot hold them.
 * Source: WGSL, "Abstract Types" and "Conversion Rank".
 */

type Compute = (a: number, b: number) => number;

const onBits =
  (compute: (a: bigint, b: bigint) => bigint): Compute =>
  (a, b) =>
    Number(compute(BigInt(a), BigInt(b)));

const ARITHMETIC: Readonly<Record<string, Compute>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const OF_INTEGERS: Readonly<Record<string, Compute>> = {
  ...ARITHMETIC,
  '/': (a, b) => Math.trunc(a / b),
  '&': onBits((a, b) => a & b),
  '|': onBits((a, b) => a | b),
  '^': onBits((a, b) => a ^ b),
  '<<': (a, b) => a * 2 ** b,
  '>>': (a, b) => Math.floor(a / 2 ** b),
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

/** The result of an operator; undefined if it has none for such numbers. @throws Misfit */
export function abstractOperator(
  operator: string,
  of: 'int' | 'float',
  left: readonly Node[],
  right: readonly Node[],
  at: number,
): { readonly scalar: Scalar; readonly nodes: readonly Node[] } | undefined {
  const lanes = left.map(
    (node, i) => [numberOf(node, at), numberOf(right[i] as Node, at)] as const,
  );
  const compare = COMPARISONS[operator];
  if (compare) return { scalar: 'bool', nodes: lanes.map(([a, b]) => i32(Number(compare(a, b)))) };
  const compute = (of === 'int' ? OF_INTEGERS : ARITHMETIC)[operator];
  if (!compute) return undefined;
  const nodes = lanes.map(([a, b]) => {
    const isExact = of === 'float' || [a, b].every(Number.isSafeInteger);
    const value = isExact ? compute(a, b) : Number.NaN;
    const exists = of === 'float' ? Number.isFinite(value) : Number.isSafeInteger(value);
    if (!exists) throw new Misfit(`${a} ${operator} ${b} has no value`, at);
    return abstractNode(value, of);
  });
  return { scalar: of, nodes };
}

export function isAbstract(of: Scalar | undefined): of is 'int' | 'float' {
  return of === 'int' || of === 'float';
}

export function abstractNode(value: number, of: 'int' | 'float'): Node {
  // Integers have no zero of the other sign.
  return of === 'int'
    ? { kind: 'const', type: 'i32', value: value + 0 }
    : { kind: 'const', type: 'f32', value };
}

/** The number as a constant of a type. @throws Misfit if the type does not hold it */
export function typedNode(value: number, to: Scalar, at: number): Node {
  if (isAbstract(to)) return abstractNode(value, to);
  const [least, most] = RANGES[to];
  if (value < least || value > most) throw new Misfit(`${value} does not fit ${to}`, at);
  return to === 'f32' ? f32(value) : i32(value);
}

/** The same where the type is called as a function: floats lose what the type does not hold. */
export function convertedNode(value: number, from: Scalar, to: Scalar, at: number): Node {
  if (to === 'bool') return i32(Number(value !== 0));
  if (from !== 'float' || (to !== 'i32' && to !== 'u32')) return typedNode(value, to, at);
  const [least, most] = RANGES[to];
  return i32(Math.min(Math.max(Math.trunc(value), least), most));
}

/** A value of f32 up to this is rounded to a finite one. */
const MOST_F32 = 2 ** 128 - 2 ** 103;

const RANGES = {
  f32: [-MOST_F32, MOST_F32],
  i32: [-(2 ** 31), 2 ** 31 - 1],
  u32: [0, 2 ** 32 - 1],
  bool: [0, 1],
} as const;

/** The number that a node stands for. @throws Misfit */
export function numberOf(node: Node, at: number): number {
  const value = constantOf(node);
  if (value === undefined) throw new Misfit('expected a constant', at);
  return value;
}

/** The scalar that values of several scalars become: literals follow the others, integers floats. */
export function commonScalar(scalars: readonly (Scalar | undefined)[]): Scalar {
  const firm = scalars.find((each) => each !== undefined && !isAbstract(each));
  return firm ?? (scalars.includes('float') ? 'float' : 'int');
}

/** A type of literals as it is once its values are stored. */
export function settledType(type: Type): Type {
  switch (type.kind) {
    case 'scalar':
      return scalar(settledScalar(type.scalar));
    case 'vector':
      return vector(settledScalar(type.scalar), type.size);
    case 'array':
      return { ...type, element: settledType(type.element) };
    default:
      return type;
  }
}

function settledScalar(of: Scalar): Scalar {
  if (!isAbstract(of)) return of;
  return of === 'int' ? 'i32' : 'f32';
}
