// @ts-check

/** @typedef {any} Node a node of the parser's syntax tree */

/** Operators by how tightly they bind. */
const BINDS = [['||'], ['&&'], ['==', '!=', '<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

/**
 * How often the body of a loop runs, as an expression of constants that `evaluate` of scripts/work
 * reads; null if it depends on anything else.
 *
 * A start that only an invocation knows counts as 0: that invocation has most turns.
 *
 * @param {Node} loop
 * @returns {string | null}
 */
export function tripsOf(loop) {
  const { init, condition, increment } = loop;
  if (loop.astNodeType !== 'for' || condition?.astNodeType !== 'binaryOp' || !increment)
    return null;
  const limit = most(condition.right);
  const start = init?.value ? (expression(init.value) ?? '0') : '0';
  if (limit === undefined) return null;
  if (condition.operator === '>') {
    const halves = increment.value?.operator === '/' && expression(increment.value.right) === '2';
    return halves ? `halvings(${start}, ${limit})` : null;
  }
  if (condition.operator !== '<') return null;
  const span = start === '0' ? limit : `${grouped(limit)} - ${grouped(start)}`;
  if (increment.operator === '++') return span;
  const step = increment.operator === '+=' ? expression(increment.value) : undefined;
  return step === undefined ? null : `(${span} + ${grouped(step)} - 1) / ${grouped(step)}`;
}

/**
 * A condition on constants as an expression; undefined if an invocation or data decide.
 *
 * @param {Node} node
 */
export function conditionOf(node) {
  return expression(node);
}

/**
 * The most that a limit can be: of a minimum its constant parts, of a choice what it usually is.
 *
 * @param {Node} node
 * @returns {string | undefined}
 */
function most(node) {
  const known = expression(node);
  if (known !== undefined || node.astNodeType !== 'callExpr') return known;
  if (node.name === 'select') return most(node.args[0]);
  if (node.name !== 'min') return undefined;
  const parts = node.args
    .map(expression)
    .filter((/** @type {unknown} */ each) => each !== undefined);
  return parts.length > 0 ? parts.join(', ').replace(/^(.*, .*)$/, 'min($1)') : undefined;
}

/**
 * @param {Node} node
 * @returns {string | undefined} undefined if it holds anything but constants
 */
function expression(node) {
  switch (node.astNodeType) {
    case 'literalExpr': {
      const { data } = node.value;
      return data?.length === 1 && Number.isInteger(data[0]) ? String(data[0]) : undefined;
    }
    case 'constExpr':
    case 'varExpr':
      return CONSTANT.test(node.name) && !node.postfix ? node.name : undefined;
    case 'unaryOp': {
      const right = expression(node.right);
      return node.operator === '!' && right !== undefined ? `!${grouped(right)}` : undefined;
    }
    case 'binaryOp':
      return binary(node);
    case 'callExpr': {
      const args = node.args.map(expression);
      const known = ['min', 'max'].includes(node.name) && !args.includes(undefined);
      return known ? `${node.name}(${args.join(', ')})` : undefined;
    }
    default:
      return undefined;
  }
}

/** @param {Node} node @returns {string | undefined} */
function binary({ operator, left, right }) {
  const [a, b] = [expression(left), expression(right)];
  const level = BINDS.findIndex((names) => names.includes(operator));
  if (a === undefined || b === undefined || level < 0) return undefined;
  /** @param {Node} node */
  const levelOf = (node) => {
    if (node.astNodeType !== 'binaryOp') return BINDS.length;
    return BINDS.findIndex((names) => names.includes(node.operator));
  };
  const first = levelOf(left) < level ? `(${a})` : a;
  const second = levelOf(right) <= level ? `(${b})` : b;
  return `${first} ${operator} ${second}`;
}

/** @param {string} text */
function grouped(text) {
  return /^(\w+|\w+\([^()]*\))$/.test(text) ? text : `(${text})`;
}
