import type { Expression, FunctionSyntax, ModuleSyntax, Statement } from './syntax.ts';
import { childrenOf, expressionsOf, partsOf } from './syntaxWalk.ts';

/** They let other invocations go on, which write to memory. */
const WAITS = new Set(['workgroupBarrier', 'storageBarrier', 'workgroupUniformLoad']);

/** Expressions and functions of which it is known. */
const known = new WeakMap<Expression | FunctionSyntax, boolean>();

/** True if an expression may change what the parts before it read: they must be computed first. */
export function hasEffects(module: ModuleSyntax, expression: Expression): boolean {
  if (expression.kind === 'name' || expression.kind === 'literal') return false;
  const before = known.get(expression);
  if (before !== undefined) return before;
  const has = callHasEffects(module, expression) || partsHaveEffects(module, expression);
  known.set(expression, has);
  return has;
}

function callHasEffects(module: ModuleSyntax, expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  const { name } = expression.callee;
  const called = module.functions.get(name);
  return WAITS.has(name) || (called !== undefined && functionHasEffects(module, called));
}

function partsHaveEffects(module: ModuleSyntax, expression: Expression): boolean {
  return partsOf(expression).some((each) => hasEffects(module, each));
}

function functionHasEffects(module: ModuleSyntax, called: FunctionSyntax): boolean {
  const before = known.get(called);
  if (before !== undefined) return before;
  const has = called.body.some((each) => statementHasEffects(module, each));
  known.set(called, has);
  return has;
}

function statementHasEffects(module: ModuleSyntax, statement: Statement): boolean {
  if (statement.kind === 'assign' && isGlobal(module, statement.target)) return true;
  return (
    expressionsOf(statement).some((each) => hasEffects(module, each)) ||
    childrenOf(statement).some((each) => statementHasEffects(module, each))
  );
}

/** True for a variable of the module; so does a local one of the same name count. */
function isGlobal(module: ModuleSyntax, target: Expression): boolean {
  let from = target;
  while (from.kind === 'index' || from.kind === 'member') from = from.base;
  return from.kind !== 'name' || module.globals.some(({ name }) => from.name === name);
}
