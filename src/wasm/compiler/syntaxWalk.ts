import type { Expression, Statement } from './syntax.ts';

/** The expressions that an expression is computed from. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
      return [expression.operand];
    case 'index':
      return [expression.base, expression.index];
    case 'member':
      return [expression.base];
    case 'call':
      return expression.args;
    default:
      return [];
  }
}

/** The statements within a statement. */
export function childrenOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.taken, ...statement.otherwise];
    case 'for':
      return [
        ...(statement.init ? [statement.init] : []),
        ...(statement.update ? [statement.update] : []),
        ...statement.body,
      ];
    case 'block':
      return statement.body;
    default:
      return [];
  }
}

/** The expressions of a statement itself. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'let':
    case 'var':
    case 'const':
      return statement.init ? [statement.init] : [];
    case 'assign':
      return [statement.target, statement.value];
    case 'do':
      return [statement.call];
    case 'if':
      return [statement.condition];
    case 'for':
      return statement.condition ? [statement.condition] : [];
    case 'return':
      return statement.value ? [statement.value] : [];
    default:
      return [];
  }
}
