import { fitted } from './construct.ts';
import type { Context, Frame, LoweringParts, Place, Registers } from './context.ts';
import { hasEffects } from './effects.ts';
import {
  combined,
  lowerCall,
  lowerExpression,
  placeBefore,
  placeOf,
  typeOf,
} from './expressions.ts';
import { constantOf, not } from './fold.ts';
import type { Label, Node, Step } from './ir.ts';
import { combination } from './operators.ts';
import {
  declareVariable,
  placeType,
  privatePlace,
  readPlace,
  readRegisters,
  registersOf,
  writePlace,
  writeRegisters,
} from './places.ts';
import { Misfit } from './shaderError.ts';
import type { Type } from './shaderTypes.ts';
import type {
  Assignment,
  CallExpression,
  Declaration,
  Expression,
  FunctionSyntax,
  Loop,
  Statement,
} from './syntax.ts';
import { turnsOf } from './unroll.ts';
import { type Plain, plain, settled, single, type Value } from './values.ts';

/** @throws Misfit, NeedsMemory */
export function lowerStatements(context: Context, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (context.frame?.ended) return;
    lowerStatement(context, statement);
  }
}

function lowerStatement(context: Context, statement: Statement): void {
  switch (statement.kind) {
    case 'let':
    case 'var':
    case 'const':
      declare(context, statement);
      return;
    case 'assign':
      assign(context, statement);
      return;
    case 'do':
      lowerCall(context, statement.call);
      return;
    case 'if':
      lowerIf(context, statement);
      return;
    case 'for':
      context.scoped(() => lowerLoop(context, statement));
      return;
    case 'block':
      context.scoped(() => lowerStatements(context, statement.body));
      return;
    case 'return':
      lowerReturn(context, statement);
      return;
    case 'break':
    case 'continue':
      leaveLoop(context, statement);
      return;
  }
}

function declare(context: Context, statement: Declaration): void {
  const { kind, name, type: syntax, init, at } = statement;
  const declared = syntax && typeOf(context, syntax);
  const given = init && lowerExpression(context, init);
  const value = given && typed(kind, given, declared, at);
  if (kind === 'var') {
    const type = declared ?? value?.type;
    if (!type) throw new Misfit(`"${name}" needs a type or a value`, at);
    declareVariable(context, name, type, statement, value, at);
    return;
  }
  if (!value) throw new Misfit(`"${name}" needs a value`, at);
  bindValue(context, name, value, statement, at);
}

/** The value as it is declared; literals of a `const` without a type stay without one. */
function typed(kind: Declaration['kind'], value: Value, type: Type | undefined, at: number): Value {
  if (type) return fitted(value, type, at);
  return kind === 'const' ? value : settled(value, at);
}

/** Gives a value a name; in memory if it is indexed by what is only known at run time. */
function bindValue(context: Context, name: string, value: Value, source: object, at: number): void {
  if (!context.inMemory.has(source)) {
    context.declare(name, { kind: 'value', value: context.stableValue(value), source });
    return;
  }
  context.declare(name, { kind: 'place', place: inMemory(context, value, at), source });
}

function inMemory(context: Context, value: Value, at: number): Place {
  const kept = settled(value, at);
  const place = privatePlace(context, kept.type);
  writePlace(context, place, kept, at);
  return place;
}

function assign(context: Context, { target, op: operator, value, at }: Assignment): void {
  // `_ = value` is for effect only.
  if (target.kind === 'name' && target.name === '_') {
    lowerExpression(context, value);
    return;
  }
  const found = placeOf(context, target);
  if (!found) throw new Misfit('this cannot be assigned to', at);
  const place = placeBefore(context, found, value);
  const type = placeType(place);
  if (!operator) {
    writePlace(context, place, fitted(lowerExpression(context, value), type, at), at);
    return;
  }
  if (operator === '+' && place.kind === 'registers' && type.kind === 'matrix') {
    const product = asProduct(context, value);
    if (product) {
      accumulate(context, place.registers, product);
      return;
    }
  }
  const before = plain(readPlace(context, place, at), at);
  const left = hasEffects(context.module, value) ? context.stableValue(before) : before;
  const right = plain(lowerExpression(context, value), at);
  const result = combined(context, operator, left, right, at);
  writePlace(context, place, fitted(result, type, at), at);
}

/** The factors of a product of two matrices. */
function asProduct(context: Context, value: Expression): readonly [Plain, Plain] | undefined {
  if (value.kind !== 'binary' || value.op !== '*') return undefined;
  const left = context.stableValue(plain(lowerExpression(context, value.left), value.at));
  const right = context.stableValue(plain(lowerExpression(context, value.right), value.at));
  if (left.type.kind === 'matrix' && right.type.kind === 'matrix') return [left, right];
  return undefined;
}

/** sums += left · right, added term by term to what the registers hold. */
function accumulate(
  context: Context,
  registers: Registers,
  [left, right]: readonly [Plain, Plain],
): void {
  const { nodes } = readRegisters(registers) as Plain;
  const sums = nodes.map((node, c) => combination(left.nodes, right.nodes[c] as Node, node));
  // Each column reads its own sum only.
  const { variables } = registers as Extract<Registers, { variables: unknown }>;
  for (const [c, variable] of variables.entries()) {
    context.emit({ kind: 'set', variable, value: sums[c] as Node });
  }
}

function lowerIf(context: Context, statement: Extract<Statement, { kind: 'if' }>): void {
  const { condition, taken, otherwise, at } = statement;
  const test = single(lowerExpression(context, condition), at);
  const known = constantOf(test);
  if (known !== undefined) {
    context.scoped(() => lowerStatements(context, known === 0 ? otherwise : taken));
    return;
  }
  const stable = context.stable(test);
  const branch = (body: readonly Statement[]): Step[] =>
    context.collect(() => context.scoped(() => lowerBranch(context, body)));
  const [whenTrue, whenFalse] = [branch(taken), branch(otherwise)];
  context.emit({ kind: 'if', condition: stable, taken: whenTrue, otherwise: whenFalse });
}

/** A `return` in a branch ends the branch, not the function. */
function lowerBranch(context: Context, body: readonly Statement[]): void {
  const { frame } = context;
  lowerStatements(context, body);
  if (frame) frame.ended = false;
}

function lowerLoop(context: Context, loop: Loop): void {
  const turns = turnsOf(context, loop);
  if (turns) {
    const { variable, values } = turns;
    for (const value of values) {
      context.scoped(() => {
        context.declare(variable.name, { kind: 'value', value, source: variable });
        lowerStatements(context, loop.body);
      });
    }
    return;
  }
  const exit: Label = { name: 'exit' };
  const again: Label = { name: 'again' };
  const next: Label = { name: 'next' };
  const outer = context.loop;
  const steps = context.collect(() => {
    if (loop.init) lowerStatement(context, loop.init);
    // Tested before the first turn and after each: one branch a turn.
    const before = condition(context, loop);
    if (before) context.emit({ kind: 'branch', label: exit, condition: not(before) });
    const body = context.collect(() => {
      const turn = context.collect(() => {
        context.loop = { exit, next };
        context.scoped(() => lowerBranch(context, loop.body));
        context.loop = outer;
      });
      context.emit({ kind: 'block', label: next, body: turn });
      if (loop.update) lowerStatement(context, loop.update);
      const test = condition(context, loop);
      context.emit({ kind: 'branch', label: again, ...(test && { condition: test }) });
    });
    context.emit({ kind: 'loop', label: again, body });
  });
  context.emit({ kind: 'block', label: exit, body: steps });
}

function condition(context: Context, loop: Loop): Node | undefined {
  return loop.condition && single(lowerExpression(context, loop.condition), loop.at);
}

function leaveLoop(
  context: Context,
  { kind, at }: { kind: 'break' | 'continue'; at: number },
): void {
  if (!context.loop) throw new Misfit(`"${kind}" outside a loop`, at);
  context.emit({ kind: 'branch', label: context.loop[kind === 'break' ? 'exit' : 'next'] });
  if (context.frame) context.frame.ended = true;
}

function lowerReturn(context: Context, { value, at }: { value?: Expression; at: number }): void {
  const { frame } = context;
  if (!frame) throw new Misfit('"return" outside a function', at);
  const given = value && lowerExpression(context, value);
  if (frame.resultType && !given) throw new Misfit(`"${frame.name}" must return a value`, at);
  const result = given && frame.resultType ? fitted(given, frame.resultType, at) : undefined;
  const isLast = frame.depth === 0;
  if (isLast && !frame.branches) {
    frame.value = result && context.stableValue(result);
  } else {
    if (result) {
      frame.result ??= registersOf(result.type);
      writeRegisters(context, frame.result, result);
    }
    if (!isLast) {
      frame.branches = true;
      context.emit({ kind: 'branch', label: frame.label });
    }
  }
  frame.ended = true;
}

/** Lowers a call of a function of the module in place. */
function inlineCall(context: Context, { callee, args, at }: CallExpression): Value | undefined {
  const called = context.module.functions.get(callee.name) as FunctionSyntax;
  if (called.parameters.length !== args.length) {
    throw new Misfit(
      `"${called.name}" takes ${called.parameters.length} arguments, got ${args.length}`,
      at,
    );
  }
  const values = called.parameters.map((parameter, i) => {
    const argument = args[i] as Expression;
    const value = fitted(
      lowerExpression(context, argument),
      typeOf(context, parameter.type),
      argument.at,
    );
    return context.stableValue(value);
  });
  return withFrame(context, called, () => {
    for (const [i, parameter] of called.parameters.entries()) {
      bindValue(context, parameter.name, values[i] as Value, parameter, at);
    }
    lowerStatements(context, called.body);
  });
}

/** Lowers the body of a function, which sees its own names and those of the module. */
export function withFrame(
  context: Context,
  called: FunctionSyntax,
  lower: () => void,
): Value | undefined {
  const frame: Frame = {
    name: called.name,
    label: { name: called.name },
    resultType: called.result && typeOf(context, called.result),
    result: undefined,
    value: undefined,
    branches: false,
    ended: false,
    depth: -1,
  };
  const { frame: outerFrame, scopes, loop } = context;
  context.frame = frame;
  context.scopes = [new Map()];
  context.loop = undefined;
  let body: readonly Step[];
  try {
    body = context.collect(lower);
  } finally {
    context.frame = outerFrame;
    context.scopes = scopes;
    context.loop = loop;
  }
  if (!frame.branches) {
    for (const step of body) context.emit(step);
    return frame.value;
  }
  context.emit({ kind: 'block', label: frame.label, body });
  return frame.result && context.stableValue(readRegisters(frame.result));
}

function constantValue(context: Context, { name, type, init, at }: Declaration): Value {
  if (!init) throw new Misfit(`"${name}" needs a value`, at);
  const value = lowerExpression(context, init);
  return type ? fitted(value, typeOf(context, type), at) : value;
}

function constantPlace(context: Context, declaration: Declaration): Place {
  return inMemory(context, constantValue(context, declaration), declaration.at);
}

export const LOWERING_PARTS: LoweringParts = {
  inline: inlineCall,
  constant: constantValue,
  constantPlace,
};
