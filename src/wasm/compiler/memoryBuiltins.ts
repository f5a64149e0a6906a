import type { Context, MemoryPlace } from './context.ts';
import { i32, op } from './fold.ts';
import { type AtomicOperation, get, variable } from './ir.ts';
import { readPlace } from './places.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, scalar, strideOf } from './shaderTypes.ts';
import { concrete, isComposite, type Plain, plain, single, type Value } from './values.ts';

/** @param operands lowers the arguments after the pointer */
type MemoryBuiltin = (
  context: Context,
  place: MemoryPlace,
  operands: () => readonly Value[],
  at: number,
) => Value;

const atomicOf =
  (operation: AtomicOperation): MemoryBuiltin =>
  (context, place, operands, at) =>
    atomic(context, operation, place, operands, at);

/** Functions whose first argument points to memory. */
export const MEMORY_BUILTINS: Readonly<Record<string, MemoryBuiltin>> = {
  arrayLength: (_, place, __, at) => arrayLength(place, at),
  atomicLoad: atomicOf('load'),
  atomicStore: atomicOf('store'),
  atomicAdd: atomicOf('add'),
  atomicMin: atomicOf('min'),
  atomicMax: atomicOf('max'),
  workgroupUniformLoad: (context, place, _, at) => uniformLoad(context, place, at),
};

/** Every invocation sees what stood there before any of them goes on. */
function uniformLoad(context: Context, place: MemoryPlace, at: number): Value {
  context.emit({ kind: 'barrier', at });
  const value = readPlace(context, { ...place, readonly: true }, at);
  const kept = keptValue(context, value);
  context.emit({ kind: 'barrier', at });
  return kept;
}

/** The value in variables of its own: an earlier load of the same memory may have given another. */
function keptValue(context: Context, value: Value): Value {
  if (isComposite(value)) {
    return { ...value, fields: value.fields.map((field) => keptValue(context, field)) };
  }
  const nodes = value.nodes.map((node) => {
    const kept = variable(node.type);
    context.emit({ kind: 'set', variable: kept, value: node });
    return get(kept);
  });
  return { ...value, nodes };
}

/** Elements of an array that is as long as its buffer. */
function arrayLength({ type, address, bytesFrom }: MemoryPlace, at: number): Plain {
  if (type.kind !== 'array' || type.count !== undefined || !bytesFrom) {
    throw new Misfit(`arrayLength takes arrays as long as their buffer, got ${nameOf(type)}`, at);
  }
  const length = op('i32.div_u', 'i32', bytesFrom(address), i32(strideOf(type.element)));
  return { type: scalar('u32'), nodes: [length] };
}

function atomic(
  context: Context,
  operation: AtomicOperation,
  { type, address }: MemoryPlace,
  operands: () => readonly Value[],
  at: number,
): Value {
  if (type.kind !== 'atomic' || type.scalar !== 'u32') {
    throw new Misfit(`atomics of u32 only, got ${nameOf(type)}`, at);
  }
  const place = context.stable(address);
  const [operand] = operands();
  const value = operand && single(concrete(plain(operand, at), type.scalar, at), at);
  const before = variable('i32');
  context.emit({
    kind: 'atomic',
    op: operation,
    address: place,
    offset: 0,
    ...(value && { value: context.stable(value) }),
    variable: before,
  });
  return { type: scalar(type.scalar), nodes: [get(before)] };
}
