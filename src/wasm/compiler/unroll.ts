import { numberOf } from './abstract.ts';
import { fitted } from './construct.ts';
import type { Context } from './context.ts';
import { constantValue, lowerExpression, typeOf } from './expressions.ts';
import { Misfit } from './shaderError.ts';
import type { Assignment, Declaration, Expression, Loop, Statement } from './syntax.ts';
import { childrenOf, expressionsOf, partsOf } from './syntaxWalk.ts';
import { type Plain, settled, single, type Value } from './values.ts';

/** A loop longer than this stays a loop. */
const MAX_TURNS = 8;
/** Nodes of the syntax tree that all turns together may have. */
const MAX_NODES = 6000;

/** The values that the variable of a short loop takes, if they are known. */
export interface Turns {
  readonly variable: Declaration;
  readonly values: readonly Plain[];
}

/**
 * Finds loops such as `for (var i = 0u; i < 4u; i++)`, which are written out: arrays and matrices
 * that they index then stay in registers.
 */
export function turnsOf(context: Context, loop: Loop): Turns | undefined {
  const { init, condition, update, body } = loop;
  if (init?.kind !== 'var' || !init.init || !condition || update?.kind !== 'assign') {
    return undefined;
  }
  const { name } = init;
  if (!indexesBy(context, body, name)) return undefined;
  const { target } = update;
  if (target.kind !== 'name' || target.name !== name) return undefined;
  if (leaves(body) || body.some((each) => assigns(each, name))) return undefined;
  const values = valuesOf(context, init, condition, update);
  if (!values || values.length * sizeOfAll(context, body) > MAX_NODES) return undefined;
  return { variable: init, values };
}

function valuesOf(
  context: Context,
  variable: Declaration,
  condition: Expression,
  { target: left, op, value: right, at }: Assignment,
): readonly Plain[] | undefined {
  const values: Plain[] = [];
  const next: Expression = op ? { kind: 'binary', op, left, right, at } : right;
  try {
    // The steps are thrown away: only the values count.
    context.collect(() =>
      context.scoped(() => {
        let value = initialOf(context, variable);
        while (values.length <= MAX_TURNS) {
          context.declare(variable.name, { kind: 'value', value, source: variable });
          if (constantValue(context, condition) === 0) return;
          values.push(value);
          value = known(fitted(lowerExpression(context, next), value.type, at), at);
        }
      }),
    );
  } catch (error) {
    // The bounds are known only when it runs.
    if (error instanceof Misfit) return undefined;
    throw error;
  }
  return values.length > MAX_TURNS ? undefined : values;
}

function initialOf(context: Context, { type, init, at }: Declaration): Plain {
  const value = lowerExpression(context, init as Expression);
  return known(type ? fitted(value, typeOf(context, type), at) : settled(value, at), at);
}

/** @throws Misfit if it is only known when the kernel runs */
function known(value: Value, at: number): Plain {
  numberOf(single(value, at), at);
  return value as Plain;
}

/** True if a loop's variable picks elements of what may lie in registers. */
function indexesBy(context: Context, body: readonly Statement[], name: string): boolean {
  const inExpression = (each: Expression): boolean => {
    if (each.kind === 'index' && mentions(each.index, name) && mayBeInRegisters(context, each)) {
      return true;
    }
    return partsOf(each).some(inExpression);
  };
  return body.some(
    (each) => expressionsOf(each).some(inExpression) || indexesBy(context, childrenOf(each), name),
  );
}

function mentions(expression: Expression, name: string): boolean {
  if (expression.kind === 'name') return expression.name === name;
  return partsOf(expression).some((each) => mentions(each, name));
}

function mayBeInRegisters(context: Context, expression: Expression): boolean {
  let from = expression;
  while (from.kind === 'index' || from.kind === 'member') from = from.base;
  if (from.kind !== 'name') return true;
  const { name } = from;
  const global = context.module.globals.find((each) => each.name === name);
  return !global || global.space === 'private';
}

function isOf(expression: Expression, name: string): boolean {
  if (expression.kind === 'name') return expression.name === name;
  return (
    (expression.kind === 'index' || expression.kind === 'member') && isOf(expression.base, name)
  );
}

function assigns(statement: Statement, name: string): boolean {
  if (statement.kind === 'assign') return isOf(statement.target, name);
  return childrenOf(statement).some((each) => assigns(each, name));
}

/** True if a `break` or `continue` is of this loop, or a `return` leaves the function. */
function leaves(body: readonly Statement[]): boolean {
  return body.some((each) => {
    if (each.kind === 'break' || each.kind === 'continue' || each.kind === 'return') return true;
    return each.kind === 'for' ? returns(each.body) : leaves(childrenOf(each));
  });
}

function returns(body: readonly Statement[]): boolean {
  return body.some((each) => each.kind === 'return' || returns(childrenOf(each)));
}

function sizeOfAll(context: Context, body: readonly Statement[]): number {
  return body.reduce((sum, each) => sum + sizeOfStatement(context, each), 0);
}

function sizeOfStatement(context: Context, statement: Statement): number {
  const own = expressionsOf(statement).reduce((sum, each) => sum + sizeOf(context, each), 1);
  return own + sizeOfAll(context, childrenOf(statement));
}

function sizeOf(context: Context, expression: Expression): number {
  const called = expression.kind === 'call' && context.module.functions.get(expression.callee.name);
  const body = called ? sizeOfAll(context, called.body) : 0;
  return partsOf(expression).reduce((sum, each) => sum + sizeOf(context, each), 1 + body);
}
