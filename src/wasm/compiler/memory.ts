import type { Context, MemoryPlace } from './context.ts';
import { addressed, i32, op } from './fold.ts';
import type { Node } from './ir.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, strideOf, type Type } from './shaderTypes.ts';
import { isComposite, lanes, nodeType, type Plain, packed, type Value } from './values.ts';

/** The value that lies in memory now. */
export function readMemory(
  context: Context,
  { type, address, readonly }: MemoryPlace,
  at: number,
): Value {
  const base = context.stable(apartFrom(address));
  const whole = withBase(address, base);
  return load(type, whole, readonly, at);
}

/** The address without its constant part, which belongs to the access. */
function apartFrom(address: Node): Node {
  return addressed(address).address;
}

function withBase(address: Node, base: Node): Node {
  const { offset } = addressed(address);
  return op('i32.add', 'i32', base, i32(offset));
}

function load(type: Type, address: Node, readonly: boolean, at: number): Value {
  const access = (name: string, result: 'i32' | 'f32' | 'v128', offset: number): Node => {
    const place = addressed(op('i32.add', 'i32', address, i32(offset)));
    return { kind: 'load', op: name, type: result, readonly, ...place };
  };
  switch (type.kind) {
    case 'scalar':
    case 'atomic': {
      const of = nodeType(type.scalar);
      return { type, nodes: [access(`${of}.load`, of, 0)] };
    }
    case 'vector': {
      if (type.scalar === 'f32') return { type, nodes: [loadVector(access, type.size, at)] };
      const all = Array.from({ length: type.size }, (_, i) => access('i32.load', 'i32', 4 * i));
      return { type, nodes: all };
    }
    case 'matrix':
      return {
        type,
        nodes: Array.from({ length: type.columns }, (_, i) => access('v128.load', 'v128', 16 * i)),
      };
    case 'array': {
      if (type.count === undefined) break;
      const stride = strideOf(type.element);
      const fields = Array.from({ length: type.count }, (_, i) =>
        load(type.element, op('i32.add', 'i32', address, i32(stride * i)), readonly, at),
      );
      return { type, fields };
    }
    case 'struct': {
      const fields = type.members.map((member) =>
        load(member.type, op('i32.add', 'i32', address, i32(member.offset)), readonly, at),
      );
      return { type, fields };
    }
  }
  throw new Misfit(`${nameOf(type)} cannot be read as a whole`, at);
}

type Access = (name: string, result: 'i32' | 'f32' | 'v128', offset: number) => Node;

function loadVector(access: Access, size: number, at: number): Node {
  if (size === 4) return access('v128.load', 'v128', 0);
  if (size === 2) return access('v128.load64_zero', 'v128', 0);
  throw new Misfit('vectors of three in memory are not supported', at);
}

/** Stores a value. */
export function writeMemory(
  context: Context,
  { type, address }: MemoryPlace,
  value: Value,
  at: number,
): void {
  const base = context.stable(apartFrom(address));
  const stable = countNodes(value) > 1 ? context.stableValue(value) : value;
  store(context, type, withBase(address, base), stable, at);
}

function store(context: Context, type: Type, address: Node, value: Value, at: number): void {
  const put = (name: string, node: Node, offset: number, immediate?: readonly number[]): void => {
    const place = addressed(op('i32.add', 'i32', address, i32(offset)));
    context.emit({
      kind: 'store',
      op: name,
      value: node,
      ...place,
      ...(immediate && { immediate }),
    });
  };
  if (isComposite(value)) {
    const offsets =
      type.kind === 'struct'
        ? type.members.map((member) => member.offset)
        : value.fields.map((_, i) => i * strideOf((type as { element: Type }).element));
    for (const [i, field] of value.fields.entries()) {
      const from = op('i32.add', 'i32', address, i32(offsets[i] ?? 0));
      store(context, field.type, from, field, at);
    }
    return;
  }
  switch (type.kind) {
    case 'scalar':
    case 'atomic':
      put(`${nodeType(type.scalar)}.store`, value.nodes[0] as Node, 0);
      return;
    case 'vector':
      if (type.scalar !== 'f32') {
        for (const [i, node] of lanesOf(context, value).entries()) put('i32.store', node, 4 * i);
        return;
      }
      if (type.size === 4) {
        put('v128.store', packed(value), 0);
        return;
      }
      if (type.size === 2) {
        put('v128.store64_lane', packed(value), 0, [0]);
        return;
      }
      throw new Misfit('vectors of three in memory are not supported', at);
    case 'matrix':
      for (const [i, node] of value.nodes.entries()) put('v128.store', node, 16 * i);
      return;
    default:
      throw new Misfit(`${nameOf(type)} cannot be written as a whole`, at);
  }
}

/** The number of nodes that a value consists of. */
export function countNodes(value: Value): number {
  if (!isComposite(value)) return value.nodes.length;
  return value.fields.reduce((sum, field) => sum + countNodes(field), 0);
}

/** The lanes of a vector of integers, or the columns of a matrix. */
export function lanesOf(context: Context, value: Plain): readonly Node[] {
  return value.type.kind === 'matrix' ? value.nodes : lanes(context.stableValue(value));
}
