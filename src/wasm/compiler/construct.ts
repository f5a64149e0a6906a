import { convertedNode, isAbstract, numberOf } from './abstract.ts';
import type { Context } from './context.ts';
import { f32 } from './fold.ts';
import type { Node } from './ir.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, type Scalar, scalar, type Type, vector } from './shaderTypes.ts';
import {
  broadcast,
  concrete,
  converted,
  fromLanes,
  isComposite,
  isPacked,
  lanes,
  nodeType,
  type Plain,
  packed,
  plain,
  type Value,
  zeroOf,
} from './values.ts';
import { shuffle, splat } from './vectors.ts';

/** `T(…)` for a type. @throws Misfit for arguments that do not fit */
export function construct(
  context: Context,
  type: Type,
  values: readonly Value[],
  at: number,
): Value {
  if (values.length === 0) return zeroOf(type);
  switch (type.kind) {
    case 'scalar':
      return scalarFrom(plain(values[0] as Value, at), type.scalar, at);
    case 'vector':
      return vectorFrom(context, type.scalar, type.size, values, at);
    case 'matrix':
      return matrixFrom(context, type, values, at);
    case 'array':
    case 'struct': {
      const types =
        type.kind === 'struct'
          ? type.members.map((member) => member.type)
          : Array(type.count ?? values.length).fill(type.element);
      if (types.length !== values.length) {
        throw new Misfit(`${nameOf(type)} takes ${types.length} values, got ${values.length}`, at);
      }
      const fields = values.map((each, i) => fitted(each, types[i] as Type, at));
      return { type, fields };
    }
    default:
      throw new Misfit(`${nameOf(type)} has no constructor`, at);
  }
}

/** A value where another type is declared: literals take its scalar. @throws Misfit */
export function fitted(value: Value, type: Type, at: number): Value {
  const fits = withScalarsOf(value, type, at);
  if (nameOf(fits.type) !== nameOf(type)) {
    throw new Misfit(`expected ${nameOf(type)}, got ${nameOf(fits.type)}`, at);
  }
  return fits;
}

function withScalarsOf(value: Value, type: Type, at: number): Value {
  if (!isComposite(value)) {
    return type.kind === 'scalar' || type.kind === 'vector'
      ? concrete(value, type.scalar, at)
      : value;
  }
  if (type.kind !== 'array' || type.count !== value.fields.length) return value;
  return { type, fields: value.fields.map((field) => fitted(field, type.element, at)) };
}

function scalarFrom(value: Plain, to: Scalar, at: number): Plain {
  const { type, nodes } = value;
  if (type.kind !== 'scalar' || !isAbstract(type.scalar)) return converted(value, to, at);
  const number = numberOf(nodes[0] as Node, at);
  return { type: scalar(to), nodes: [convertedNode(number, type.scalar, to, at)] };
}

function vectorFrom(
  context: Context,
  of: Scalar,
  size: number,
  values: readonly Value[],
  at: number,
): Plain {
  const type = vector(of, size);
  const parts = values.map((each) => plain(each, at));
  const [only] = parts;
  if (only && parts.length === 1) {
    if (only.type.kind === 'scalar') return broadcast(scalarFrom(only, of, at), size);
    return converted(only, of, at);
  }
  // Two halves in registers join with one instruction.
  if (of === 'f32' && parts.length === 2 && parts.every((p) => isPacked(p) && sizeOf(p) === 2)) {
    const [low, high] = parts.map((each) => each.nodes[0]) as [Node, Node];
    return { type, nodes: [shuffle(low, high, [0, 1, 4, 5])] };
  }
  const all = parts.flatMap((part) => {
    const converting = part.type.kind === 'scalar' ? scalarFrom(part, of, at) : part;
    return lanes(isPacked(converting) ? context.stableValue(converting) : converting).map((node) =>
      fittedNode(node, part, of, at),
    );
  });
  if (all.length !== size) {
    throw new Misfit(`${nameOf(type)} takes ${size} components, got ${all.length}`, at);
  }
  return fromLanes(type, all);
}

function sizeOf({ type }: Plain): number {
  return type.kind === 'vector' ? type.size : 1;
}

function fittedNode(node: Node, part: Plain, of: Scalar, at: number): Node {
  if (node.type !== nodeType(of)) {
    throw new Misfit(`a component of ${of} cannot be ${nameOf(part.type)}`, at);
  }
  return node;
}

function matrixFrom(
  context: Context,
  type: Extract<Type, { kind: 'matrix' }>,
  values: readonly Value[],
  at: number,
): Plain {
  const parts = values.map((each) => plain(each, at));
  if (parts.length === type.columns && parts.every((part) => sizeOf(part) === type.rows)) {
    return { type, nodes: parts.map((part) => packed(concrete(part, 'f32', at))) };
  }
  if (parts.length !== type.columns * type.rows) {
    throw new Misfit(`${nameOf(type)} takes ${type.columns} columns, got ${parts.length}`, at);
  }
  const columns = Array.from({ length: type.columns }, (_, i) =>
    vectorFrom(context, 'f32', type.rows, parts.slice(i * type.rows, (i + 1) * type.rows), at),
  );
  return { type, nodes: columns.map((column) => column.nodes[0] ?? splat(f32(0))) };
}
