import { commonScalar, typedNode } from './abstract.ts';
import { builtin, isBuiltin } from './builtins.ts';
import { construct } from './construct.ts';
import { type Context, type MemoryPlace, NeedsMemory, type Place } from './context.ts';
import { hasEffects } from './effects.ts';
import { choose, constantOf, i32, op } from './fold.ts';
import { get, type Node, variable } from './ir.ts';
import { binaryOperator, isHarmless, logical, unaryOperator } from './operators.ts';
import { componentOf, elementOf, elementType, fieldOf, readLane, readPlace } from './places.ts';
import { Misfit } from './shaderError.ts';
import {
  memberOf,
  nameOf,
  scalar,
  scalarOf,
  type Type,
  vector,
  withScalar,
} from './shaderTypes.ts';
import type { CallExpression, Expression, TypeSyntax } from './syntax.ts';
import { findType, resolveType } from './typeSyntax.ts';
import { isComposite, type Plain, plain, settled, single, swizzle, type Value } from './values.ts';

/** @throws Misfit, NeedsMemory */
export function lowerExpression(context: Context, expression: Expression): Value {
  const { at } = expression;
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'unary': {
      if (expression.op === '&') throw new Misfit('pointers are arguments of atomics only', at);
      const operand = plain(lowerExpression(context, expression.operand), at);
      return unaryOperator(expression.op, operand, at);
    }
    case 'binary':
      return binary(context, expression);
    case 'call': {
      const value = lowerCall(context, expression);
      if (!value) throw new Misfit(`"${expression.callee.name}" returns no value`, at);
      return value;
    }
    default:
      return access(context, expression);
  }
}

function literal({ value, type, at }: Extract<Expression, { kind: 'literal' }>): Plain {
  return { type: scalar(type), nodes: [typedNode(value, type, at)] };
}

function binary(
  context: Context,
  { op: operator, left, right, at }: Extract<Expression, { kind: 'binary' }>,
): Value {
  let a = plain(lowerExpression(context, left), at);
  if (operator === '&&' || operator === '||') return guarded(context, operator, a, right, at);
  if (hasEffects(context.module, right)) a = context.stableValue(a);
  const b = plain(lowerExpression(context, right), at);
  return combined(context, operator, a, b, at);
}

/** An operator on values whose lanes and columns may be taken more than once. */
export function combined(
  context: Context,
  operator: string,
  left: Plain,
  right: Plain,
  at: number,
): Plain {
  const isProduct = left.type.kind === 'matrix' && right.type.kind === 'matrix' && operator === '*';
  const once = (value: Plain, other: Plain): Plain =>
    isProduct || value.nodes.length < other.nodes.length ? context.stableValue(value) : value;
  const a = once(left, right);
  return binaryOperator(operator, a, once(right, a), at);
}

function guarded(
  context: Context,
  operator: string,
  left: Plain,
  right: Expression,
  at: number,
): Plain {
  const type = scalar('bool');
  const a = single(left, at);
  const known = constantOf(a);
  if (known !== undefined && (operator === '&&') === (known === 0)) return left;
  let b: Node | undefined;
  const steps = context.collect(() => {
    b = single(lowerExpression(context, right), at);
  });
  const value = b as Node;
  if (known !== undefined || (steps.length === 0 && isHarmless(value))) {
    for (const step of steps) context.emit(step);
    return { type, nodes: [logical(operator, a, value)] };
  }
  const result = variable('i32', true);
  context.emit({ kind: 'set', variable: result, value: a });
  const body = [...steps, { kind: 'set', variable: result, value } as const];
  const condition = operator === '&&' ? get(result) : op('i32.eqz', 'i32', get(result));
  context.emit({ kind: 'if', condition, taken: body, otherwise: [] });
  return { type, nodes: [get(result)] };
}

type AccessExpression = Extract<Expression, { kind: 'name' | 'index' | 'member' }>;

function access(context: Context, expression: AccessExpression): Value {
  const found = lookUp(context, expression);
  return 'value' in found ? found.value : readPlace(context, found.place, expression.at);
}

/** A place with the declaration it starts from, or a value that has none. */
type Found = { readonly place: Place; readonly source: object } | { readonly value: Value };

/** The variable or value that an expression names. It is computed once. */
function lookUp(context: Context, expression: Expression): Found {
  switch (expression.kind) {
    case 'name': {
      return context.find(expression.name, expression.at);
    }
    case 'member': {
      const { name, at } = expression;
      const base = lookUp(context, expression.base);
      if ('value' in base) return { value: memberOfValue(context, base.value, name, at) };
      const place = fieldOf(base.place, name, at);
      if (place) return { place, source: base.source };
      const value = readPlace(context, base.place, expression.base.at);
      return { value: memberOfValue(context, value, name, at) };
    }
    case 'index': {
      const base = lookUp(context, expression.base);
      if ('value' in base) return { value: elementOfValue(context, base.value, expression) };
      const { source } = base;
      const from = placeBefore(context, base.place, expression.index);
      const index = indexOf(context, expression.index);
      return { place: elementOf(context, from, index, expression.at, source), source };
    }
    default:
      return { value: lowerExpression(context, expression) };
  }
}

function memberOfValue(context: Context, base: Value, name: string, at: number): Value {
  if (isComposite(base)) return base.fields[memberOf(base.type, name, at).index] as Value;
  const picked = [...name].map((each) => componentOf(each, at));
  return swizzle(context.stableValue(base), picked, at);
}

function elementOfValue(
  context: Context,
  given: Value,
  { base: syntax, index, at }: Extract<Expression, { kind: 'index' }>,
): Value {
  const before = hasEffects(context.module, index) ? context.stableValue(given) : given;
  const number = indexOf(context, index);
  const known = constantOf(number);
  const base = known === undefined ? settled(before, at) : before;
  const { type } = base;
  if (isComposite(base)) {
    if (known === undefined) return chooseField(context, base.fields, number, syntax);
    const field = base.fields[known];
    if (!field) throw new Misfit(`index ${known} is outside ${nameOf(type)}`, at);
    return field;
  }
  if (type.kind === 'vector') {
    return known === undefined
      ? readLane(context, base, number)
      : swizzle(context.stableValue(base), [known], at);
  }
  if (known === undefined) throw new NeedsMemory(sourceOf(context, syntax));
  const column = base.nodes[known];
  if (!column) throw new Misfit(`index ${known} is outside ${nameOf(type)}`, at);
  return { type: elementType(type, at)[0], nodes: [column] };
}

/** One of a list of constants: a few comparisons cost less than memory that is filled first. */
function chooseField(
  context: Context,
  fields: readonly Value[],
  number: Node,
  syntax: Expression,
): Value {
  const nodes = fields.map((field) =>
    isComposite(field) || field.nodes.length !== 1 ? undefined : field.nodes[0],
  );
  if (fields.length > 16 || nodes.some((node) => node?.kind !== 'const')) {
    throw new NeedsMemory(sourceOf(context, syntax));
  }
  const index = context.stable(number);
  const node = (nodes as Node[]).reduceRight((other, each, i) => {
    if (i === nodes.length - 1 || constantOf(each) === constantOf(other)) return each;
    return choose(op('i32.eq', 'i32', index, i32(i)), each, other);
  });
  return { type: (fields[0] as Value).type, nodes: [node] };
}

/** The declaration of the name that an expression starts with. */
function sourceOf(context: Context, expression: Expression): object {
  let from = expression;
  while (from.kind === 'index' || from.kind === 'member') from = from.base;
  if (from.kind === 'name') return context.find(from.name, from.at).source;
  throw new Misfit('bind this value with "let" before it is indexed', expression.at);
}

/** An index, or a number of shifts and the like: a scalar of integers. */
function indexOf(context: Context, expression: Expression): Node {
  return single(settled(lowerExpression(context, expression), expression.at), expression.at);
}

/** The place that an expression names; undefined for a value that has none. */
export function placeOf(context: Context, expression: Expression): Place | undefined {
  const found = lookUp(context, expression);
  return 'place' in found ? found.place : undefined;
}

/** A place as it is before an expression that comes after it is computed. */
export function placeBefore(context: Context, place: Place, next: Expression): Place {
  if (place.kind !== 'memory' || !hasEffects(context.module, next)) return place;
  return { ...place, address: context.stable(place.address) };
}

/** Values of expressions that are computed one after the other. */
function inOrder(context: Context, expressions: readonly Expression[]): Value[] {
  return expressions.map((expression, i) => {
    const value = lowerExpression(context, expression);
    const later = expressions.slice(i + 1);
    return later.some((each) => hasEffects(context.module, each))
      ? context.stableValue(value)
      : value;
  });
}

/** A constant expression: a length, or the size of a workgroup. */
export function constantValue(context: Context, expression: Expression): number {
  const known = constantOf(single(lowerExpression(context, expression), expression.at));
  if (known === undefined) throw new Misfit('expected a constant', expression.at);
  return known;
}

export function typeOf(context: Context, syntax: TypeSyntax): Type {
  return resolveType(context, syntax, (each) => constantValue(context, each));
}

/** @returns undefined for a function without result */
export function lowerCall(context: Context, call: CallExpression): Value | undefined {
  const { callee, args, at } = call;
  if (context.module.functions.has(callee.name)) return context.inline(call);
  if (isBuiltin(callee.name)) {
    return builtin(context, call, {
      values: (all) => inOrder(context, all),
      place: (each) => pointee(context, each),
      type: (each) => typeOf(context, each),
    });
  }
  const values = inOrder(context, args);
  const type = findType(context, callee, (each) => constantValue(context, each));
  const inferred = type ?? inferredType(callee, values);
  if (!inferred) throw new Misfit(`"${callee.name}" is not supported`, at);
  return construct(context, inferred, values, at);
}

/** The type of `vec4(…)` and `array(…)`, which leave their scalar to the arguments. */
function inferredType({ name, args }: TypeSyntax, values: readonly Value[]): Type | undefined {
  const [first] = values;
  if (args.length > 0 || !first) return undefined;
  const of = commonScalar(values.map(({ type }) => scalarOf(type)));
  const size = /^vec([234])$/.exec(name)?.[1];
  if (size) return vector(of, Number(size));
  if (name !== 'array') return undefined;
  const { type } = first;
  const isNumber = type.kind === 'scalar' || type.kind === 'vector';
  return {
    kind: 'array',
    element: isNumber ? withScalar(type, of) : type,
    count: values.length,
  };
}

/** The variable that `&name` points to. */
function pointee(context: Context, expression: Expression): MemoryPlace {
  const { at } = expression;
  const isPointer = expression.kind === 'unary' && expression.op === '&';
  const place = isPointer ? placeOf(context, expression.operand) : undefined;
  if (place?.kind !== 'memory') {
    throw new Misfit('expected a pointer to memory, such as &values[0]', at);
  }
  return place;
}
