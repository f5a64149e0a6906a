import { abstractNode, abstractOperator, commonScalar, isAbstract, numberOf } from './abstract.ts';
import { choose, constantOf, f32, i32, not, op } from './fold.ts';
import type { Node } from './ir.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, type Scalar, scalarOf, type Type, withScalar } from './shaderTypes.ts';
import {
  broadcast,
  concrete,
  fromLanes,
  isPacked,
  lanes,
  nodeType,
  type Plain,
  packed,
  settled,
} from './values.ts';
import { shuffle, splat } from './vectors.ts';

/**
 * The operators of WGSL on values.
 *
 * `a * b + c` becomes one fused multiply-add where the engine has relaxed SIMD: WGSL allows it, and
 * products double their speed.
 */

const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);
const SHIFTS = new Set(['<<', '>>']);

export function unaryOperator(operator: string, value: Plain, at: number): Plain {
  const { type } = value;
  const of = scalarOf(type);
  if (isAbstract(of) && operator !== '!') {
    // -x = 0 - x but for zeros of floats, and ~x = -1 - x.
    const negated = (node: Node): Node =>
      abstractNode((of === 'int' && operator === '~' ? -1 : -0) - numberOf(node, at), of);
    if (operator === '-' || of === 'int') return { type, nodes: value.nodes.map(negated) };
  } else if (operator === '-' && of && of !== 'u32' && of !== 'bool') {
    if (type.kind === 'matrix' || (type.kind === 'vector' && isPacked(value))) {
      const name = nodeType(of) === 'f32' ? 'f32x4.neg' : 'i32x4.neg';
      return { type, nodes: value.nodes.map((node) => op(name, 'v128', node)) };
    }
    const negated = value.nodes.map((node) =>
      nodeType(of) === 'f32' ? op('f32.neg', 'f32', node) : op('i32.sub', 'i32', i32(0), node),
    );
    return { type, nodes: negated };
  }
  if (operator === '!' && of === 'bool') {
    if (isPacked(value)) return { type, nodes: [op('v128.not', 'v128', packed(value))] };
    return { type, nodes: value.nodes.map(not) };
  }
  if (operator === '~' && (of === 'u32' || of === 'i32')) {
    if (isPacked(value)) return { type, nodes: [op('v128.not', 'v128', packed(value))] };
    return { type, nodes: value.nodes.map((node) => op('i32.xor', 'i32', node, i32(-1))) };
  }
  throw new Misfit(`no operator "${operator}" for ${nameOf(type)}`, at);
}

export function binaryOperator(operator: string, left: Plain, right: Plain, at: number): Plain {
  if (left.type.kind === 'matrix' || right.type.kind === 'matrix') {
    return matrixOperator(operator, left, right, at);
  }
  const [a, b] = alike(operator, left, right, at);
  const of = scalarOf(a.type) as Scalar;
  const isVector = a.type.kind === 'vector';
  if (isAbstract(of)) {
    const result = abstractOperator(operator, of, a.nodes, b.nodes, at);
    if (!result) throw new Misfit(`no operator "${operator}" for ${of}`, at);
    return { type: withScalar(a.type, result.scalar), nodes: result.nodes };
  }
  const type = COMPARISONS.has(operator) ? withScalar(a.type, 'bool') : a.type;
  const name = operationName(operator, of, at);
  const float = nodeType(of) === 'f32';
  if (isVector && (float || isPacked(a) || isPacked(b))) {
    const whole = packedOperation(operator, name, of, packed(a), packed(b));
    if (whole) return { type, nodes: [whole] };
  }
  // Two vectors are compared as a whole: a mask is what `select` takes.
  if (isVector && COMPARISONS.has(operator)) {
    return { type, nodes: [op(`i32x4.${name}`, 'v128', packed(a), packed(b))] };
  }
  const rightLanes = lanes(b);
  const nodes = lanes(a).map((node, i) =>
    scalarOperation(name, of, COMPARISONS.has(operator), node, rightLanes[i] as Node),
  );
  return fromLanes(type, nodes);
}

/** Both with the same scalar and size. */
function alike(operator: string, left: Plain, right: Plain, at: number): readonly [Plain, Plain] {
  const a = scalarOf(left.type);
  const b = scalarOf(right.type);
  if (!a || !b) {
    throw new Misfit(
      `no operator "${operator}" for ${nameOf(left.type)} and ${nameOf(right.type)}`,
      at,
    );
  }
  const size = Math.max(sizeOf(left.type), sizeOf(right.type));
  const [first, second] = SHIFTS.has(operator)
    ? shiftOperands(left, right, at)
    : unified(left, right, a, b, at);
  if (size === 1) return [first, second];
  const pair = [broadcast(first, size), broadcast(second, size)] as const;
  if (sizeOf(pair[0].type) !== sizeOf(pair[1].type)) {
    throw new Misfit(`vectors of ${sizeOf(left.type)} and ${sizeOf(right.type)}`, at);
  }
  return pair;
}

/** The distance of a shift is u32, whatever is shifted. */
function shiftOperands(left: Plain, right: Plain, at: number): [Plain, Plain] {
  const distance = concrete(right, 'u32', at);
  const isKnown = distance.nodes.every((node) => constantOf(node) !== undefined);
  return [isKnown ? left : settled(left, at), distance];
}

function unified(left: Plain, right: Plain, a: Scalar, b: Scalar, at: number): [Plain, Plain] {
  const of = commonScalar([a, b]);
  return [concrete(left, of, at), concrete(right, of, at)];
}

function sizeOf(type: Type): number {
  return type.kind === 'vector' ? type.size : 1;
}

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'rem',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shl',
  '>>': 'shr',
  '&&': 'and',
  '||': 'or',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
};

const SIGNED = new Set(['/', '%', '>>', '<', '>', '<=', '>=']);
const INTEGERS_ONLY = new Set(['%', '&', '|', '^', '<<', '>>']);

/** The name of the operation without the type before it. */
function operationName(operator: string, of: Scalar, at: number): string {
  const name = ARITHMETIC[operator];
  const float = nodeType(of) === 'f32';
  const logical = of === 'bool' && /^([&|]{1,2}|[=!]=)$/.test(operator);
  if (!name || (float && INTEGERS_ONLY.has(operator)) || (of === 'bool' && !logical)) {
    throw new Misfit(`no operator "${operator}" for ${of}`, at);
  }
  if (float || !SIGNED.has(operator)) return name;
  return `${name}_${of === 'i32' ? 's' : 'u'}`;
}

/** @returns undefined where there is no instruction for all lanes */
function packedOperation(
  operator: string,
  name: string,
  of: Scalar,
  a: Node,
  b: Node,
): Node | undefined {
  if (nodeType(of) === 'f32') {
    if (operator === '+') return sum(a, b);
    if (operator === '-') return difference(a, b);
    return op(`f32x4.${name}`, 'v128', a, b);
  }
  if (/^[&|^]/.test(operator)) return op(`v128.${name}`, 'v128', a, b);
  if (/^[-+*]$/.test(operator) || COMPARISONS.has(operator)) {
    return op(`i32x4.${name}`, 'v128', a, b);
  }
  return undefined;
}

function isProduct(node: Node): node is Extract<Node, { kind: 'op' }> {
  return node.kind === 'op' && node.op === 'f32x4.mul';
}

/** a + b of vectors; a product among them is fused. */
function sum(a: Node, b: Node): Node {
  const product = isProduct(b) ? b : isProduct(a) ? a : undefined;
  if (!product) return op('f32x4.add', 'v128', a, b);
  const [x, y] = product.args as readonly [Node, Node];
  return multiplyAdd(x, y, product === b ? a : b);
}

function difference(a: Node, b: Node): Node {
  if (!isProduct(b)) return op('f32x4.sub', 'v128', a, b);
  const [x, y] = b.args as readonly [Node, Node];
  return { kind: 'op', op: 'f32x4.nmadd', type: 'v128', args: [x, y, a] };
}

/** x · y + z of vectors, rounded once where the engine can. */
export function multiplyAdd(x: Node, y: Node, z: Node): Node {
  return { kind: 'op', op: 'f32x4.madd', type: 'v128', args: [x, y, z] };
}

function scalarOperation(name: string, of: Scalar, compares: boolean, a: Node, b: Node): Node {
  const type = nodeType(of);
  const full = `${type}.${name}`;
  if (type === 'i32' && /^(div|rem)/.test(name) && constantOf(b) === undefined) {
    return op(full, 'i32', a, safeDivisor(name, a, b));
  }
  return op(full, compares ? 'i32' : type, a, b);
}

/**
 * WGSL defines a quotient by zero, x / 0 = x and x % 0 = 0, and that of the smallest integer by -1,
 * which is the smallest integer. WebAssembly would stop.
 */
function safeDivisor(name: string, a: Node, b: Node): Node {
  const isZero = op('i32.eqz', 'i32', b);
  if (name !== 'div_s') return op('i32.or', 'i32', b, isZero);
  const isLeast = op('i32.eq', 'i32', a, i32(-0x80000000));
  const overflows = op('i32.and', 'i32', isLeast, op('i32.eq', 'i32', b, i32(-1)));
  return choose(op('i32.or', 'i32', isZero, overflows), i32(1), b);
}

/** `left && right` or `left || right` whose right side needs no guard. */
export function logical(operator: string, left: Node, right: Node): Node {
  const known = constantOf(left);
  if (known !== undefined) {
    const decides = operator === '&&' ? known === 0 : known !== 0;
    return decides ? left : right;
  }
  return op(operator === '&&' ? 'i32.and' : 'i32.or', 'i32', left, right);
}

function matrixOperator(operator: string, left: Plain, right: Plain, at: number): Plain {
  const a = left.type;
  const b = right.type;
  if (a.kind === 'matrix' && b.kind === 'matrix') {
    if ((operator === '+' || operator === '-') && left.nodes.length === right.nodes.length) {
      const combine = operator === '+' ? sum : difference;
      return {
        type: a,
        nodes: left.nodes.map((node, i) => combine(node, right.nodes[i] as Node)),
      };
    }
    if (operator === '*' && a.columns === b.rows) {
      return {
        type: { kind: 'matrix', columns: b.columns, rows: a.rows },
        nodes: right.nodes.map((column) => combination(left.nodes, column)),
      };
    }
  }
  if (operator === '*' && a.kind === 'matrix' && b.kind === 'vector' && a.columns === b.size) {
    return {
      type: { kind: 'vector', scalar: 'f32', size: a.rows },
      nodes: [combination(left.nodes, packed(right))],
    };
  }
  const [matrix, factor] = a.kind === 'matrix' ? [left, right] : [right, left];
  if (operator === '*' && factor.type.kind === 'scalar') {
    const node = splat(concrete(factor, 'f32', at).nodes[0] as Node);
    return {
      type: matrix.type,
      nodes: matrix.nodes.map((column) => op('f32x4.mul', 'v128', column, node)),
    };
  }
  throw new Misfit(`no operator "${operator}" for ${nameOf(a)} and ${nameOf(b)}`, at);
}

/**
 * Σ columns[k] · weights[k] + start, in ascending order of k.
 * @param start zero by default
 */
export function combination(columns: readonly Node[], weights: Node, start?: Node): Node {
  let total = start;
  for (const [k, column] of columns.entries()) {
    const weight = shuffle(weights, weights, [k, k, k, k]);
    total = total ? multiplyAdd(column, weight, total) : op('f32x4.mul', 'v128', column, weight);
  }
  return total ?? splat(f32(0));
}

/** `select` and the like: `yes` where the condition holds. */
export function chosen(condition: Plain, yes: Plain, no: Plain): Plain {
  const { type } = yes;
  if (condition.type.kind === 'scalar') {
    const [test] = condition.nodes as readonly [Node];
    const pairs =
      isPacked(yes) === isPacked(no) ? [yes.nodes, no.nodes] : [[packed(yes)], [packed(no)]];
    const [taken, left] = pairs as [readonly Node[], readonly Node[]];
    return { type, nodes: taken.map((node, i) => choose(test, node, left[i] as Node)) };
  }
  const mask = packed(condition);
  return {
    type,
    nodes: [op3('v128.bitselect', packed(yes), packed(no), mask)],
  };
}

function op3(name: string, a: Node, b: Node, c: Node): Node {
  return { kind: 'op', op: name, type: 'v128', args: [a, b, c] };
}

/** True if a node may be computed without its guard: nothing is loaded, called or divided. */
export function isHarmless(node: Node): boolean {
  if (node.kind === 'const' || node.kind === 'get') return true;
  return node.kind === 'op' && !/\.(div|rem)_/.test(node.op) && node.args.every(isHarmless);
}
