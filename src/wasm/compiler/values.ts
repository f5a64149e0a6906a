import { numberOf, settledType, typedNode } from './abstract.ts';
import { f32, op } from './fold.ts';
import type { Node, ValueType } from './ir.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, type Scalar, scalar, scalarOf, type Type, withScalar } from './shaderTypes.ts';
import { extract, pack, replace, shuffle, splat } from './vectors.ts';

/**
 * A value of WGSL as nodes of WebAssembly's types.
 *
 * - A scalar is one node; bool is 0 or 1.
 * - A vector of f32 is one v128; lanes past its size hold anything.
 * - A vector of integers is one node a lane, since most are indices, or one v128. A vector of bool
 *   likewise; in a v128 true is all ones.
 * - Literals without a suffix, and what is computed of them alone: see abstract.ts.
 * - A matrix is one v128 a column.
 */
export interface Plain {
  readonly type: Type;
  readonly nodes: readonly Node[];
}

/** An array or struct. */
export interface Composite {
  readonly type: Type;
  readonly fields: readonly Value[];
}

export type Value = Plain | Composite;

export function isComposite(value: Value): value is Composite {
  return 'fields' in value;
}

/** @throws Misfit for an array or struct */
export function plain(value: Value, at: number): Plain {
  if (isComposite(value)) {
    throw new Misfit(`expected a scalar, vector or matrix, got ${nameOf(value.type)}`, at);
  }
  return value;
}

/** The node of a scalar. @throws Misfit for another type */
export function single(value: Value, at: number): Node {
  const { type, nodes } = plain(value, at);
  if (type.kind !== 'scalar') throw new Misfit(`expected a scalar, got ${nameOf(type)}`, at);
  return nodes[0] as Node;
}

export function nodeType(of: Scalar): 'i32' | 'f32' {
  return of === 'f32' || of === 'float' ? 'f32' : 'i32';
}

/** True for a vector in one v128. */
export function isPacked({ type, nodes }: Plain): boolean {
  return type.kind === 'vector' && nodes.length === 1;
}

/** The vector in one v128. */
export function packed(value: Plain): Node {
  const [first] = value.nodes as readonly [Node];
  if (isPacked(value) || value.type.kind !== 'vector') return first;
  const lanes =
    value.type.scalar === 'bool'
      ? value.nodes.map((lane) => op('i32.sub', 'i32', zero('i32'), lane))
      : value.nodes;
  return pack(lanes);
}

/** A scalar, or the lanes of a vector, one node each. */
export function lanes(value: Plain): readonly Node[] {
  const { type, nodes } = value;
  if (type.kind !== 'vector' || !isPacked(value)) return nodes;
  const of = nodeType(type.scalar);
  return Array.from({ length: type.size }, (_, lane) => {
    const node = extract(nodes[0] as Node, lane, of);
    return type.scalar === 'bool' ? op('i32.and', 'i32', node, { ...ONE }) : node;
  });
}

const ONE: Node = { kind: 'const', type: 'i32', value: 1 };

/** A vector of nodes, one a lane; f32 is packed. */
export function fromLanes(type: Type, nodes: readonly Node[]): Plain {
  if (type.kind !== 'vector' || type.scalar !== 'f32') return { type, nodes };
  return { type, nodes: [pack(nodes)] };
}

function zero(type: 'i32' | 'f32'): Node {
  return { kind: 'const', type, value: 0 };
}

/** The value that `T()` gives. */
export function zeroOf(type: Type): Value {
  switch (type.kind) {
    case 'scalar':
    case 'atomic':
      return { type, nodes: [zero(nodeType(type.scalar))] };
    case 'vector':
      return fromLanes(type, Array(type.size).fill(zero(nodeType(type.scalar))));
    case 'matrix':
      return { type, nodes: Array(type.columns).fill(splat(f32(0))) };
    case 'array':
      return { type, fields: Array(type.count ?? 0).fill(zeroOf(type.element)) };
    case 'struct':
      return { type, fields: type.members.map((member) => zeroOf(member.type)) };
  }
}

/** Gives a literal the scalar that its use asks for. @throws Misfit if it cannot have it */
export function concrete(value: Plain, wanted: Scalar, at: number): Plain {
  const { type, nodes } = value;
  if (type.kind !== 'scalar' && type.kind !== 'vector') return value;
  if (type.scalar === wanted) return value;
  const fits =
    (type.scalar === 'int' && wanted !== 'bool') || (type.scalar === 'float' && wanted === 'f32');
  if (!fits) throw new Misfit(`expected ${wanted}, got ${type.scalar}`, at);
  return fromLanes(
    withScalar(type, wanted),
    nodes.map((node) => typedNode(numberOf(node, at), wanted, at)),
  );
}

/** A value whose type no longer is that of a literal. */
export function settled<T extends Value>(value: T, at: number): T {
  const type = settledType(value.type);
  if (isComposite(value)) {
    return { ...value, type, fields: value.fields.map((field) => settled(field, at)) };
  }
  const of = scalarOf(type);
  return of ? (concrete(value, of, at) as T) : value;
}

/** A scalar or vector as another scalar type, such as `f32(x)` or `vec4f(columns)`. */
export function converted(value: Plain, to: Scalar, at: number): Plain {
  const settledValue = settled(value, at);
  const { type } = settledValue;
  if (type.kind !== 'scalar' && type.kind !== 'vector') {
    throw new Misfit(`${nameOf(type)} cannot become ${to}`, at);
  }
  const from = type.scalar;
  if (from === to) return settledValue;
  const result = withScalar(type, to);
  if (isPacked(settledValue) || (to === 'f32' && type.kind === 'vector')) {
    const name = PACKED_CONVERSION[`${from} ${to}`];
    const node = packed(settledValue);
    if (name) return { type: result, nodes: [op(name, 'v128', inRange(node, from, to))] };
    if (from !== 'bool' && to !== 'bool' && to !== 'f32') return { type: result, nodes: [node] };
  }
  return fromLanes(
    result,
    lanes(settledValue).map((node) => convertScalar(node, from, to)),
  );
}

const PACKED_CONVERSION: Readonly<Record<string, string>> = {
  'u32 f32': 'f32x4.convert_i32x4_u',
  'i32 f32': 'f32x4.convert_i32x4_s',
  'f32 u32': 'i32x4.trunc_sat_f32x4_u',
  'f32 i32': 'i32x4.trunc_sat_f32x4_s',
};

function convertScalar(node: Node, from: Scalar, to: Scalar): Node {
  if (to === 'bool') {
    return from === 'f32'
      ? op('f32.ne', 'i32', node, zero('f32'))
      : op('i32.ne', 'i32', node, zero('i32'));
  }
  if (to === 'f32') return op(from === 'i32' ? CONVERT_SIGNED : CONVERT_UNSIGNED, 'f32', node);
  if (from !== 'f32') return node;
  const name = to === 'u32' ? 'i32.trunc_sat_f32_u' : 'i32.trunc_sat_f32_s';
  return op(name, 'i32', inRange(node, from, to));
}

/** Values too large become the largest integer that a float can hold. */
function inRange(node: Node, from: Scalar, to: Scalar): Node {
  if (from !== 'f32') return node;
  const largest = f32(to === 'u32' ? 2 ** 32 - 2 ** 8 : 2 ** 31 - 2 ** 7);
  return node.type === 'v128'
    ? op('f32x4.pmin', 'v128', node, splat(largest))
    : op('f32.min', 'f32', node, largest);
}

const CONVERT_SIGNED = 'f32.convert_i32_s';
const CONVERT_UNSIGNED = 'f32.convert_i32_u';

/** A scalar as a vector of equal lanes. */
export function broadcast(value: Plain, size: number): Plain {
  const { type, nodes } = value;
  if (type.kind !== 'scalar') return value;
  const [node] = nodes as readonly [Node];
  const result: Type = { kind: 'vector', scalar: type.scalar, size };
  if (type.scalar === 'f32') return { type: result, nodes: [splat(node)] };
  return { type: result, nodes: Array(size).fill(node) };
}

/** Lanes `picked` of a vector: a scalar for one, a vector for several. */
export function swizzle(value: Plain, picked: readonly number[], at: number): Plain {
  const { type } = value;
  if (type.kind !== 'vector') throw new Misfit(`${nameOf(type)} has no components`, at);
  const beyond = picked.find((lane) => lane >= type.size);
  if (beyond !== undefined) {
    throw new Misfit(`${nameOf(type)} has no component "${'xyzw'[beyond]}"`, at);
  }
  const [first = 0] = picked;
  if (picked.length === 1) {
    return { type: scalar(type.scalar), nodes: [lanes(value)[first] as Node] };
  }
  const result: Type = { kind: 'vector', scalar: type.scalar, size: picked.length };
  if (!isPacked(value)) {
    return { type: result, nodes: picked.map((lane) => value.nodes[lane] as Node) };
  }
  const four = [0, 1, 2, 3].map((lane) => picked[lane] ?? 0);
  const [node] = value.nodes as readonly [Node];
  return { type: result, nodes: [shuffle(node, node, four)] };
}

/** The vector with another value in one lane. */
export function withLane(value: Plain, lane: number, node: Node): Plain {
  if (!isPacked(value)) {
    return { ...value, nodes: value.nodes.map((each, i) => (i === lane ? node : each)) };
  }
  return { ...value, nodes: [replace(value.nodes[0] as Node, lane, node)] };
}

/** The local variables that a plain value takes. Integers take one a lane. */
export function nodeTypes(type: Type): readonly ValueType[] {
  switch (type.kind) {
    case 'scalar':
    case 'atomic':
      return [nodeType(type.scalar)];
    case 'vector':
      return nodeType(type.scalar) === 'f32' ? ['v128'] : Array(type.size).fill('i32');
    case 'matrix':
      return Array(type.columns).fill('v128');
    default:
      return [];
  }
}
