import { commonScalar, isAbstract } from './abstract.ts';
import type { Context, MemoryPlace } from './context.ts';
import { choose, constantOf, f32, i32, op, same } from './fold.ts';
import type { Node } from './ir.ts';
import { MEMORY_BUILTINS } from './memoryBuiltins.ts';
import { binaryOperator, chosen, multiplyAdd } from './operators.ts';
import { Misfit } from './shaderError.ts';
import { nameOf, type Scalar, scalar, scalarOf, type Type, vector } from './shaderTypes.ts';
import type { CallExpression, Expression, TypeSyntax } from './syntax.ts';
import {
  broadcast,
  concrete,
  fromLanes,
  isPacked,
  lanes,
  nodeType,
  type Plain,
  packed,
  plain,
  settled,
  single,
  type Value,
} from './values.ts';
import { extract, pack, shuffle, splat } from './vectors.ts';

/** How arguments become values, places and types. */
export interface Arguments {
  values(expressions: readonly Expression[]): Value[];
  place(expression: Expression): MemoryPlace;
  type(syntax: TypeSyntax): Type;
}

type Builtin = (context: Context, values: readonly Plain[], at: number) => Plain;

/** Functions that are a call of the same name on one vector: see mathFunctions.ts. */
const MATH = new Set(['exp', 'exp2', 'log', 'log2', 'sin', 'cos', 'tanh']);

const BUILTINS: Readonly<Record<string, Builtin>> = {
  abs: (_, [x], at) => onFloats(required(x, at), 'abs', at),
  sqrt: (_, [x], at) => onFloats(required(x, at), 'sqrt', at),
  floor: (_, [x], at) => onFloats(required(x, at), 'floor', at),
  ceil: (_, [x], at) => onFloats(required(x, at), 'ceil', at),
  trunc: (_, [x], at) => onFloats(required(x, at), 'trunc', at),
  round: (_, [x], at) => onFloats(required(x, at), 'nearest', at),
  inverseSqrt: (context, [x], at) => {
    const root = onFloats(required(x, at), 'sqrt', at);
    return binaryOperator(
      '/',
      { type: scalar('f32'), nodes: [f32(1)] },
      context.stableValue(root),
      at,
    );
  },
  min: (context, values, at) => extreme(context, 'min', values, at),
  max: (context, values, at) => extreme(context, 'max', values, at),
  clamp: (context, [x, low, high], at) => {
    const least = extreme(context, 'max', [required(x, at), required(low, at)], at);
    return extreme(context, 'min', [least, required(high, at)], at);
  },
  select: (context, [no, yes, condition], at) => {
    const [a, b] = together([required(no, at), required(yes, at)], at) as [Plain, Plain];
    const test = context.stableValue(required(condition, at));
    if (test.nodes.some((node) => constantOf(node) === undefined)) {
      return chosen(test, onceEach(context, settled(b, at)), onceEach(context, settled(a, at)));
    }
    return chosen(test, b, a);
  },
  sign: (context, [x], at) => sign(context.stableValue(required(x, at)), at),
  fma: (context, values, at) => {
    const all = together(values, at).map((each) => settled(each, at));
    const [x, y, z] = all.map((each) => packed(context.stableValue(each)));
    return vectorsOnly(required(values[0], at), at, () =>
      multiplyAdd(x as Node, y as Node, z as Node),
    );
  },
  dot: (context, [a, b], at) => dot(context, required(a, at), required(b, at), at),
  all: (context, [x], at) => truth(context, required(x, at), 'all'),
  any: (context, [x], at) => truth(context, required(x, at), 'any'),
  transpose: (context, [x], at) => transpose(context, context.stableValue(required(x, at)), at),
  unpack4x8unorm: (_, [x], at) => shares(widenedBytes(word(x, at)), 4, 255),
  unpack2x16unorm: (context, [x], at) => {
    const both = context.stable(word(x, at));
    const low = op('i32.and', 'i32', both, i32(0xffff));
    return shares(pack([low, op('i32.shr_u', 'i32', both, i32(16))]), 2, 65535);
  },
};

const BARRIERS = new Set(['workgroupBarrier', 'storageBarrier']);

export function isBuiltin(name: string): boolean {
  return (
    name in BUILTINS ||
    MATH.has(name) ||
    name in MEMORY_BUILTINS ||
    BARRIERS.has(name) ||
    name === 'bitcast'
  );
}

/** @returns undefined for a function without result */
export function builtin(
  context: Context,
  { callee, args, at }: CallExpression,
  lower: Arguments,
): Value | undefined {
  const { name } = callee;
  if (BARRIERS.has(name)) {
    context.emit({ kind: 'barrier', at });
    return undefined;
  }
  const onMemory = MEMORY_BUILTINS[name];
  if (onMemory) {
    const [pointer, ...others] = args;
    const place = lower.place(required(pointer, at));
    return onMemory(context, place, () => lower.values(others), at);
  }
  const values = lower.values(args).map((each) => plain(each, at));
  if (name === 'bitcast') {
    const type = lower.type(callee.args[0] as TypeSyntax);
    return bitcast(context, settled(required(values[0], at), at), type, at);
  }
  if (MATH.has(name)) return mathCall(context, name, required(values[0], at), at);
  return (BUILTINS[name] as Builtin)(context, values, at);
}

function required<T>(value: T | undefined, at: number): T {
  if (!value) throw new Misfit('an argument is missing', at);
  return value;
}

/** An argument of type u32. */
function word(value: Plain | undefined, at: number): Node {
  return single(concrete(required(value, at), 'u32', at), at);
}

/** Arguments of one type: literals and scalars follow the others. */
function together(values: readonly Plain[], at: number): Plain[] {
  const wanted = commonScalar(values.map(({ type }) => scalarOf(type)));
  const size = Math.max(...values.map(({ type }) => (type.kind === 'vector' ? type.size : 1)));
  return values.map((each) => {
    const same = concrete(each, wanted, at);
    return size > 1 ? broadcast(same, size) : same;
  });
}

/** A value whose lanes may be taken one by one. */
function onceEach(context: Context, value: Plain): Plain {
  return value.type.kind === 'vector' ? context.stableValue(value) : value;
}

function onFloats(value: Plain, name: string, at: number): Plain {
  const float = settledFloat(value, at);
  const isVector = float.type.kind === 'vector';
  const [type, prefix] = isVector ? (['v128', 'f32x4'] as const) : (['f32', 'f32'] as const);
  return { type: float.type, nodes: [op(`${prefix}.${name}`, type, float.nodes[0] as Node)] };
}

function settledFloat(value: Plain, at: number): Plain {
  const of = scalarOf(value.type);
  if (isAbstract(of)) return concrete(value, 'f32', at);
  if (of !== 'f32') throw new Misfit(`expected f32, got ${nameOf(value.type)}`, at);
  return value;
}

function vectorsOnly(value: Plain, at: number, make: () => Node): Plain {
  if (value.type.kind !== 'vector') throw new Misfit('only for vectors', at);
  return { type: value.type, nodes: [make()] };
}

function mathCall(context: Context, name: string, value: Plain, at: number): Plain {
  const float = settledFloat(value, at);
  context.calls.add(name);
  const call = (node: Node): Node => ({ kind: 'call', name, type: 'v128', args: [node] });
  if (float.type.kind === 'vector') return { type: float.type, nodes: [call(packed(float))] };
  return { type: float.type, nodes: [extract(call(splat(float.nodes[0] as Node)), 0, 'f32')] };
}

function extreme(
  context: Context,
  name: 'min' | 'max',
  values: readonly Plain[],
  at: number,
): Plain {
  const [a, b] = together(values, at).map((each) => context.stableValue(each)) as [Plain, Plain];
  const { type } = a;
  const of = scalarOf(type) as Scalar;
  if (of === 'f32' && type.kind === 'vector') {
    // min(x, y) = y < x ? y : x, as WGSL has it: one instruction, where f32x4.min takes several.
    return { type, nodes: [op(`f32x4.p${name}`, 'v128', packed(a), packed(b))] };
  }
  const compare = name === 'min' ? 'lt' : 'gt';
  const sign = nodeType(of) === 'f32' ? '' : of === 'u32' ? '_u' : '_s';
  const right = lanes(b);
  const nodes = lanes(a).map((node, i) => {
    const other = right[i] as Node;
    const test = op(`${node.type}.${compare}${sign}`, 'i32', other, node);
    return choose(test, other, node);
  });
  return fromLanes(type, nodes);
}

function sign(value: Plain, at: number): Plain {
  const zero: Plain = { type: scalar('f32'), nodes: [f32(0)] };
  const one: Plain = { type: scalar('f32'), nodes: [f32(1)] };
  const minus: Plain = { type: scalar('f32'), nodes: [f32(-1)] };
  const [x, z, p, m] = together([settledFloat(value, at), zero, one, minus], at) as [
    Plain,
    Plain,
    Plain,
    Plain,
  ];
  const below = chosen(binaryOperator('<', x, z, at), m, z);
  return chosen(binaryOperator('>', x, z, at), p, below);
}

function dot(context: Context, left: Plain, right: Plain, at: number): Plain {
  const [a, b] = together([left, right], at) as [Plain, Plain];
  const product = context.stableValue(binaryOperator('*', a, b, at));
  const type = scalar(scalarOf(product.type) as Scalar);
  const terms = lanes(product).map((node): Plain => ({ type, nodes: [node] }));
  return terms.reduce((total, term) => binaryOperator('+', total, term, at));
}

function truth(context: Context, value: Plain, name: 'all' | 'any'): Plain {
  const type = scalar('bool');
  const stable = context.stableValue(value);
  if (isPacked(stable) && (stable.type as { size: number }).size === 4) {
    const full = name === 'all' ? 'i32x4.all_true' : 'v128.any_true';
    return { type, nodes: [op(full, 'i32', packed(stable))] };
  }
  const join = name === 'all' ? 'i32.and' : 'i32.or';
  return { type, nodes: [lanes(stable).reduce((a, b) => op(join, 'i32', a, b))] };
}

function transpose(context: Context, source: Plain, at: number): Plain {
  const { type, nodes } = source;
  if (type.kind !== 'matrix' || type.columns !== 4 || type.rows !== 4) {
    throw new Misfit('only matrices of 4 x 4 are transposed', at);
  }
  const [first] = nodes as [Node];
  const before = first.kind === 'get' ? context.transposed.get(first.variable) : undefined;
  if (before?.result.nodes.every((node, i) => same(node, nodes[i] as Node))) return before.source;
  const [a, b, c, d] = nodes as [Node, Node, Node, Node];
  const low = context.stable(shuffle(a, b, [0, 4, 1, 5]));
  const high = context.stable(shuffle(a, b, [2, 6, 3, 7]));
  const low2 = context.stable(shuffle(c, d, [0, 4, 1, 5]));
  const high2 = context.stable(shuffle(c, d, [2, 6, 3, 7]));
  const columns = [
    shuffle(low, low2, [0, 1, 4, 5]),
    shuffle(low, low2, [2, 3, 6, 7]),
    shuffle(high, high2, [0, 1, 4, 5]),
    shuffle(high, high2, [2, 3, 6, 7]),
  ];
  const result = context.stableValue({ type, nodes: columns });
  // Many products transpose what was transposed as it was loaded.
  const [column] = result.nodes as [Node];
  if (column.kind === 'get') context.transposed.set(column.variable, { result, source });
  return result;
}

/** Integers as shares of the largest. */
function shares(integers: Node, size: number, largest: number): Plain {
  const floats = op('f32x4.convert_i32x4_u', 'v128', integers);
  return {
    type: vector('f32', size),
    nodes: [op('f32x4.div', 'v128', floats, splat(f32(largest)))],
  };
}

/** The four bytes of a word as four words. */
function widenedBytes(word: Node): Node {
  const bytes = { kind: 'op', op: 'i32x4.splat', type: 'v128', args: [word] } as const;
  const halves = op('i16x8.extend_low_i8x16_u', 'v128', bytes);
  return op('i32x4.extend_low_i16x8_u', 'v128', halves);
}

function bitcast(context: Context, value: Plain, to: Type, at: number): Plain {
  const from = scalarOf(value.type) as Scalar;
  const target = scalarOf(to);
  if (!target || value.type.kind !== to.kind) {
    throw new Misfit(`no bitcast from ${nameOf(value.type)} to ${nameOf(to)}`, at);
  }
  if (isPacked(value)) return { type: to, nodes: value.nodes };
  if (value.type.kind === 'vector' && target === 'f32') return { type: to, nodes: [packed(value)] };
  if (nodeType(from) === nodeType(target)) return { type: to, nodes: value.nodes };
  const [node] = context.stableValue(value).nodes as readonly [Node];
  const name = target === 'f32' ? 'f32.reinterpret_i32' : 'i32.reinterpret_f32';
  return { type: to, nodes: [op(name, nodeType(target), node)] };
}
