import type { Binding, Context, Place, Registers } from './context.ts';
import { NeedsMemory } from './context.ts';
import { choose, constantOf, i32, op } from './fold.ts';
import { get, type Node, variable } from './ir.ts';
import { countNodes, lanesOf, readMemory, writeMemory } from './memory.ts';
import { Misfit } from './shaderError.ts';
import {
  memberOf,
  nameOf,
  type Scalar,
  scalar,
  sizeOf,
  strideOf,
  type Type,
  vector,
} from './shaderTypes.ts';
import {
  type Composite,
  lanes,
  nodeTypes,
  type Plain,
  packed,
  type Value,
  withLane,
  zeroOf,
} from './values.ts';

/** New local variables for a value of a type. */
export function registersOf(type: Type): Registers {
  if (type.kind === 'struct') {
    return { type, fields: type.members.map((member) => registersOf(member.type)) };
  }
  if (type.kind === 'array') {
    const { element, count = 0 } = type;
    return { type, fields: Array.from({ length: count }, () => registersOf(element)) };
  }
  return { type, variables: nodeTypes(type).map((each) => variable(each, true)) };
}

export function readRegisters(registers: Registers): Value {
  const { type } = registers;
  if ('fields' in registers) return { type, fields: registers.fields.map(readRegisters) };
  return { type, nodes: registers.variables.map(get) };
}

/** All values are computed before the first is set: they may read what is set. */
export function writeRegisters(context: Context, registers: Registers, value: Value): void {
  const stable = countNodes(value) > 1 ? context.stableValue(value) : value;
  setRegisters(context, registers, stable);
}

function setRegisters(context: Context, registers: Registers, value: Value): void {
  if ('fields' in registers) {
    const { fields } = value as Composite;
    for (const [i, field] of registers.fields.entries()) {
      setRegisters(context, field, fields[i] as Value);
    }
    return;
  }
  const { variables } = registers;
  const source = value as Plain;
  const nodes = variables.length === 1 ? [packed(source)] : lanesOf(context, source);
  for (const [i, each] of variables.entries()) {
    context.emit({ kind: 'set', variable: each, value: nodes[i] as Node });
  }
}

/** A variable in private memory. */
export function privatePlace(context: Context, type: Type): Place {
  const offset = context.reserve(sizeOf(type));
  const address = op('i32.add', 'i32', get(context.privateMemory), i32(offset));
  return { kind: 'memory', type, address, readonly: false };
}

export function readPlace(context: Context, place: Place, at: number): Value {
  switch (place.kind) {
    case 'registers':
      return readRegisters(place.registers);
    case 'lane':
      return readLane(context, readRegisters(place.of) as Plain, place.lane);
    case 'memory':
      return readMemory(context, place, at);
  }
}

/** A lane whose number is only known at run time. */
export function readLane(context: Context, value: Plain, lane: Node): Plain {
  const stable = context.stableValue(value);
  const number = context.stable(lane);
  const of = (value.type as { scalar: Scalar }).scalar;
  const all = lanes(stable);
  const node = all.reduceRight((other, each, i) => {
    return i === all.length - 1 ? each : choose(op('i32.eq', 'i32', number, i32(i)), each, other);
  });
  return { type: scalar(of), nodes: [node] };
}

export function writePlace(context: Context, place: Place, value: Value, at: number): void {
  switch (place.kind) {
    case 'registers':
      writeRegisters(context, place.registers, value);
      return;
    case 'memory':
      if (place.readonly) throw new Misfit('this memory is read-only', at);
      writeMemory(context, place, value, at);
      return;
    case 'lane':
      writeLane(context, place, value as Plain);
      return;
  }
}

function writeLane(
  context: Context,
  { of, lane }: Extract<Place, { kind: 'lane' }>,
  value: Plain,
): void {
  const before = readRegisters(of) as Plain;
  const node = context.stable(value.nodes[0] as Node);
  const known = constantOf(lane);
  if (known !== undefined) {
    writeRegisters(context, of, withLane(before, known, node));
    return;
  }
  const number = context.stable(lane);
  const size = (before.type as { size: number }).size;
  let after = before;
  const all = lanes(before);
  for (let i = 0; i < size; i++) {
    const isThis = op('i32.eq', 'i32', number, i32(i));
    after = withLane(after, i, choose(isThis, node, all[i] as Node));
  }
  writeRegisters(context, of, after);
}

/** Part `index` of a place. @throws NeedsMemory, Misfit */
export function elementOf(
  context: Context,
  place: Place,
  index: Node,
  at: number,
  source: object,
): Place {
  const type = placeType(place);
  const known = constantOf(index);
  if (place.kind === 'memory') {
    const [element, stride] = elementType(type, at);
    const offset = op('i32.mul', 'i32', index, i32(stride));
    return { ...place, type: element, address: op('i32.add', 'i32', place.address, offset) };
  }
  if (place.kind === 'lane') throw new Misfit(`${nameOf(type)} has no elements`, at);
  const { registers } = place;
  if (type.kind === 'vector') {
    return { kind: 'lane', type: scalar(type.scalar), of: registers, lane: context.stable(index) };
  }
  const [element] = elementType(type, at);
  if (known === undefined) throw new NeedsMemory(source);
  if ('fields' in registers) {
    const field = registers.fields[known];
    if (!field) throw new Misfit(`index ${known} is outside ${nameOf(type)}`, at);
    return { kind: 'registers', registers: field };
  }
  const column = registers.variables[known];
  if (!column) throw new Misfit(`index ${known} is outside ${nameOf(type)}`, at);
  return { kind: 'registers', registers: { type: element, variables: [column] } };
}

/** The type of the elements and the bytes from one to the next. */
export function elementType(type: Type, at: number): readonly [Type, number] {
  switch (type.kind) {
    case 'array':
      return [type.element, strideOf(type.element)];
    case 'matrix':
      return [vector('f32', type.rows), type.rows === 2 ? 8 : 16];
    case 'vector':
      return [scalar(type.scalar), 4];
    default:
      throw new Misfit(`${nameOf(type)} has no elements`, at);
  }
}

export function placeType(place: Place): Type {
  return place.kind === 'registers' ? place.registers.type : place.type;
}

/** Member `name` of a place: of a struct, or one component of a vector. */
export function fieldOf(place: Place, name: string, at: number): Place | undefined {
  const type = placeType(place);
  if (type.kind === 'struct') {
    const { member, index } = memberOf(type, name, at);
    if (place.kind === 'memory') {
      const address = op('i32.add', 'i32', place.address, i32(member.offset));
      return { ...place, type: member.type, address };
    }
    const registers = place.kind === 'registers' && place.registers;
    if (!registers || !('fields' in registers)) return undefined;
    return { kind: 'registers', registers: registers.fields[index] as Registers };
  }
  if (type.kind !== 'vector' || name.length !== 1) return undefined;
  const lane = componentOf(name, at);
  if (place.kind === 'memory') {
    const address = op('i32.add', 'i32', place.address, i32(4 * lane));
    return { ...place, type: scalar(type.scalar), address };
  }
  if (place.kind !== 'registers') return undefined;
  return { kind: 'lane', type: scalar(type.scalar), of: place.registers, lane: i32(lane) };
}

export function componentOf(name: string, at: number): number {
  const lane = Math.max('xyzw'.indexOf(name), 'rgba'.indexOf(name));
  if (lane < 0) throw new Misfit(`"${name}" is no component`, at);
  return lane;
}

/** A larger variable lies in memory from the start. */
const MAX_REGISTER_BYTES = 1024;

/** Declares a variable and gives it its first value, zero by default. */
export function declareVariable(
  context: Context,
  name: string,
  type: Type,
  source: object,
  init: Value | undefined,
  at: number,
): void {
  const inMemory = context.inMemory.has(source) || sizeOf(type) > MAX_REGISTER_BYTES;
  const place: Place = inMemory
    ? privatePlace(context, type)
    : { kind: 'registers', registers: registersOf(type) };
  if (place.kind === 'memory' && !init) {
    context.emit({ kind: 'fill', address: place.address, bytes: sizeOf(type) });
  } else {
    writePlace(context, place, init ?? zeroOf(type), at);
  }
  context.declare(name, { kind: 'place', place, source } satisfies Binding);
}
