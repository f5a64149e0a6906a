import type { Constant, LoadNode, Node, ValueType } from './ir.ts';

/**
 * Makers of nodes that fold constants. Sums keep their constant outermost, so that it ends in the
 * offset of a load or store, where it costs nothing.
 */

export function i32(value: number): Constant {
  return { kind: 'const', type: 'i32', value: value | 0 };
}

export function f32(value: number): Constant {
  return { kind: 'const', type: 'f32', value: Math.fround(value) };
}

export function v128(words: readonly number[]): Constant {
  return { kind: 'const', type: 'v128', words: words.map((word) => word >>> 0) };
}

const view = new DataView(new ArrayBuffer(4));

export function floatBits(value: number): number {
  view.setFloat32(0, value);
  return view.getUint32(0);
}

function bitsFloat(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

/** The value of a scalar constant. */
export function constantOf(node: Node): number | undefined {
  return node.kind === 'const' && node.type !== 'v128' ? node.value : undefined;
}

/** A scalar, from the bits of a lane. */
export function fromBits(type: 'i32' | 'f32', bits: number): Constant {
  return type === 'i32' ? i32(bits) : f32(bitsFloat(bits));
}

/** The bits of a scalar constant. */
export function bitsOf(node: Node): number | undefined {
  if (node.kind !== 'const' || node.type === 'v128') return undefined;
  return node.type === 'f32' ? floatBits(node.value) : node.value >>> 0;
}

const INTEGER: Readonly<Record<string, (a: number, b: number) => number>> = {
  'i32.add': (a, b) => a + b,
  'i32.sub': (a, b) => a - b,
  'i32.mul': (a, b) => Math.imul(a, b),
  'i32.and': (a, b) => a & b,
  'i32.or': (a, b) => a | b,
  'i32.xor': (a, b) => a ^ b,
  'i32.shl': (a, b) => a << (b & 31),
  'i32.shr_u': (a, b) => a >>> (b & 31),
  'i32.shr_s': (a, b) => a >> (b & 31),
  'i32.div_u': (a, b) => (b === 0 ? a : Math.floor((a >>> 0) / (b >>> 0))),
  'i32.rem_u': (a, b) => (b === 0 ? 0 : (a >>> 0) % (b >>> 0)),
  'i32.div_s': (a, b) => (b === 0 ? a : (a / b) | 0),
  'i32.rem_s': (a, b) => (b === 0 ? 0 : a % b),
  'i32.eq': (a, b) => Number(a === b),
  'i32.ne': (a, b) => Number(a !== b),
  'i32.lt_u': (a, b) => Number(a >>> 0 < b >>> 0),
  'i32.le_u': (a, b) => Number(a >>> 0 <= b >>> 0),
  'i32.gt_u': (a, b) => Number(a >>> 0 > b >>> 0),
  'i32.ge_u': (a, b) => Number(a >>> 0 >= b >>> 0),
  'i32.lt_s': (a, b) => Number(a < b),
  'i32.le_s': (a, b) => Number(a <= b),
  'i32.gt_s': (a, b) => Number(a > b),
  'i32.ge_s': (a, b) => Number(a >= b),
};

const FLOAT: Readonly<Record<string, (a: number, b: number) => number>> = {
  'f32.add': (a, b) => a + b,
  'f32.sub': (a, b) => a - b,
  'f32.mul': (a, b) => a * b,
  'f32.div': (a, b) => a / b,
  'f32.min': Math.min,
};

const FLOAT_COMPARISON: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  'f32.eq': (a, b) => a === b,
  'f32.ne': (a, b) => a !== b,
  'f32.lt': (a, b) => a < b,
  'f32.le': (a, b) => a <= b,
  'f32.gt': (a, b) => a > b,
  'f32.ge': (a, b) => a >= b,
};

/** An operation without immediates. */
export function op(name: string, type: ValueType, ...args: readonly Node[]): Node {
  const [left, right] = args;
  if (left && right) return binary(name, type, left, right);
  const value = left && constantOf(left);
  if (value !== undefined) {
    const folded = unary(name, value);
    if (folded) return folded;
  }
  return { kind: 'op', op: name, type, args };
}

function unary(name: string, value: number): Constant | undefined {
  switch (name) {
    case 'i32.eqz':
      return i32(Number(value === 0));
    case 'f32.neg':
      return f32(-value);
    case 'f32.convert_i32_u':
      return f32(value >>> 0);
    case 'f32.convert_i32_s':
      return f32(value);
    case 'i32.trunc_sat_f32_u':
      return i32(Math.min(Math.max(Math.trunc(value), 0), 0xffffffff));
    case 'i32.reinterpret_f32':
      return i32(floatBits(value));
    case 'f32.reinterpret_i32':
      return f32(bitsFloat(value >>> 0));
    default:
      return undefined;
  }
}

function binary(name: string, type: ValueType, left: Node, right: Node): Node {
  const a = constantOf(left);
  const b = constantOf(right);
  if (a !== undefined && b !== undefined) {
    const integer = INTEGER[name];
    if (integer) return i32(integer(a, b));
    const float = FLOAT[name];
    if (float) return f32(float(a, b));
    const compares = FLOAT_COMPARISON[name];
    if (compares) return i32(Number(compares(a, b)));
  }
  return simpler(name, left, right) ?? { kind: 'op', op: name, type, args: [left, right] };
}

/** Peels the constant off a sum. */
export function apart(node: Node): { readonly base: Node; readonly constant: number } {
  if (node.kind === 'op' && node.op === 'i32.add') {
    const [base, last] = node.args as readonly [Node, Node];
    const constant = constantOf(last);
    if (constant !== undefined) return { base, constant };
  }
  return { base: node, constant: 0 };
}

function simpler(name: string, left: Node, right: Node): Node | undefined {
  switch (name) {
    case 'i32.add':
      return add(left, right);
    case 'i32.sub': {
      const b = constantOf(right);
      return b === undefined ? undefined : op('i32.add', 'i32', left, i32(-b));
    }
    case 'i32.mul':
      return multiply(left, right);
    case 'i32.shl': {
      const shift = constantOf(right);
      if (shift === undefined) return undefined;
      if (shift === 0) return left;
      const { base, constant } = apart(left);
      if (constant === 0) return undefined;
      return op('i32.add', 'i32', op('i32.shl', 'i32', base, right), i32(constant << shift));
    }
    case 'i32.shr_u':
    case 'i32.or':
    case 'i32.xor':
      return constantOf(right) === 0 ? left : undefined;
    case 'i32.and':
      return conjunction(left, right);
    case 'i32.div_u':
    case 'i32.div_s':
      return division(name, left, right);
    case 'i32.rem_u':
    case 'i32.rem_s': {
      const b = constantOf(right);
      if (b === 0) return i32(0);
      if (b === undefined || !isPowerOfTwo(b) || name === 'i32.rem_s') return undefined;
      return op('i32.and', 'i32', left, i32(b - 1));
    }
    default:
      return undefined;
  }
}

function add(left: Node, right: Node): Node | undefined {
  const a = apart(left);
  const b = apart(right);
  const whole = (node: Node): number | undefined => constantOf(node);
  // A constant alone is all constant.
  const [leftBase, leftConstant] =
    whole(left) === undefined ? [a.base, a.constant] : [undefined, whole(left) ?? 0];
  const [rightBase, rightConstant] =
    whole(right) === undefined ? [b.base, b.constant] : [undefined, whole(right) ?? 0];
  const constant = (leftConstant + rightConstant) | 0;
  const base =
    leftBase && rightBase
      ? ({ kind: 'op', op: 'i32.add', type: 'i32', args: [leftBase, rightBase] } as const)
      : (leftBase ?? rightBase);
  if (!base) return i32(constant);
  if (constant === 0) return base;
  return { kind: 'op', op: 'i32.add', type: 'i32', args: [base, i32(constant)] };
}

function multiply(left: Node, right: Node): Node | undefined {
  const factor = constantOf(right);
  if (factor === undefined) {
    return constantOf(left) === undefined ? undefined : op('i32.mul', 'i32', right, left);
  }
  if (factor === 0) return i32(0);
  if (factor === 1) return left;
  if (isPowerOfTwo(factor)) return op('i32.shl', 'i32', left, i32(31 - Math.clz32(factor)));
  const { base, constant } = apart(left);
  if (constant === 0) return undefined;
  return op(
    'i32.add',
    'i32',
    { kind: 'op', op: 'i32.mul', type: 'i32', args: [base, right] },
    i32(Math.imul(constant, factor)),
  );
}

function conjunction(left: Node, right: Node): Node | undefined {
  const a = constantOf(left);
  const b = constantOf(right);
  if (a === 0 || b === 0) return i32(0);
  if (a === -1) return right;
  if (b === -1) return left;
  // Comparisons are 0 or 1.
  if (a === 1 && isTruth(right)) return right;
  if (b === 1 && isTruth(left)) return left;
  return undefined;
}

/** WGSL defines x / 0; WebAssembly does not. */
function division(name: string, left: Node, right: Node): Node | undefined {
  const b = constantOf(right);
  if (b === 0) return left;
  // The smallest integer has no positive: it stays, where WebAssembly would stop.
  if (b === -1 && name === 'i32.div_s') return op('i32.sub', 'i32', i32(0), left);
  if (b === undefined || !isPowerOfTwo(b) || name === 'i32.div_s') return undefined;
  return op('i32.shr_u', 'i32', left, i32(31 - Math.clz32(b)));
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}

const TRUTH = /^(i32|f32)\.(eqz?|ne|[lg][te](_[us])?)$|\.(all_true|any_true)$/;

/** True for a node that is 0 or 1. */
function isTruth(node: Node): boolean {
  if (node.kind === 'const') return node.type === 'i32' && (node.value & ~1) === 0;
  return node.kind === 'op' && TRUTH.test(node.op);
}

export function not(node: Node): Node {
  if (node.kind === 'op' && node.op === 'i32.eqz' && isTruth(node.args[0] as Node)) {
    return node.args[0] as Node;
  }
  return op('i32.eqz', 'i32', node);
}

/** One of two values of the same type. */
export function choose(condition: Node, yes: Node, no: Node): Node {
  const known = constantOf(condition);
  if (known !== undefined) return known === 0 ? no : yes;
  return { kind: 'op', op: 'select', type: yes.type, args: [yes, no, condition] };
}

/** True where both surely have the same value. */
export function same(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a.kind === 'get' && b.kind === 'get') return a.variable === b.variable;
  const bits = bitsOf(a);
  return bits !== undefined && a.type === b.type && bits === bitsOf(b);
}

/**
 * No kernel touches memory below this address. An address without its constant part is then no
 * less than zero, if the constant is no larger than this.
 */
export const LOWEST_ADDRESS = 65536;

/**
 * Splits an address, so that its constant part becomes the offset of the access. The engine adds it
 * without wrapping: what is left of the address must not lie below zero, as in `x[i - 9u + 9u]`.
 */
export function addressed(node: Node): Pick<LoadNode, 'address' | 'offset'> {
  const { base, constant } = apart(node);
  return constant >= 0 && constant <= LOWEST_ADDRESS
    ? { address: base, offset: constant }
    : { address: node, offset: 0 };
}
