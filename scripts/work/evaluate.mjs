// @ts-check

/** Operators by how tightly they bind. Division rounds down, as that of WGSL's whole numbers does. */
const OPERATORS = [
  { '||': (/** @type {number} */ a, /** @type {number} */ b) => Number(a !== 0 || b !== 0) },
  { '&&': (/** @type {number} */ a, /** @type {number} */ b) => Number(a !== 0 && b !== 0) },
  {
    '==': (/** @type {number} */ a, /** @type {number} */ b) => Number(a === b),
    '!=': (/** @type {number} */ a, /** @type {number} */ b) => Number(a !== b),
    '<': (/** @type {number} */ a, /** @type {number} */ b) => Number(a < b),
    '>': (/** @type {number} */ a, /** @type {number} */ b) => Number(a > b),
    '<=': (/** @type {number} */ a, /** @type {number} */ b) => Number(a <= b),
    '>=': (/** @type {number} */ a, /** @type {number} */ b) => Number(a >= b),
  },
  {
    '+': (/** @type {number} */ a, /** @type {number} */ b) => a + b,
    '-': (/** @type {number} */ a, /** @type {number} */ b) => a - b,
  },
  {
    '*': (/** @type {number} */ a, /** @type {number} */ b) => a * b,
    '/': (/** @type {number} */ a, /** @type {number} */ b) => Math.floor(a / b),
    '%': (/** @type {number} */ a, /** @type {number} */ b) => a % b,
  },
];

/** @type {Readonly<Record<string, (...given: number[]) => number>>} */
const FUNCTIONS = {
  min: Math.min,
  max: Math.max,
  /** How often a value is halved until it is no longer above a limit. */
  halvings(start = 0, limit = 0) {
    let turns = 0;
    for (let value = start; value > limit; value = Math.floor(value / 2)) turns++;
    return turns;
  },
};

/**
 * The value of an expression of the work table. Conditions are 1 or 0.
 *
 * @param {string} text
 * @param {(name: string) => number} constant
 * @returns {number}
 * @throws SyntaxError for anything that the table cannot hold
 */
export function evaluate(text, constant) {
  const tokens = text.match(/[\d.]+|\w+|[<>=!]=|&&|\|\||[^\s\w]/g) ?? [];
  let at = 0;
  /** @param {string} token */
  const accept = (token) => tokens[at] === token && at++ >= 0;
  /** @param {string} token */
  const expect = (token) => {
    if (!accept(token)) throw new SyntaxError(`expected "${token}" in "${text}"`);
  };
  /** @param {number} level @returns {number} */
  const binary = (level) => {
    const operators = OPERATORS[level];
    if (!operators) return single();
    let value = binary(level + 1);
    for (;;) {
      const operator = Object.entries(operators).find(([name]) => accept(name));
      if (!operator) return value;
      value = operator[1](value, binary(level + 1));
    }
  };
  /** @returns {number} */
  const single = () => {
    if (accept('!')) return Number(single() === 0);
    if (accept('(')) {
      const value = binary(0);
      expect(')');
      return value;
    }
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return Number(token === 'true');
    if (!/^[A-Za-z]/.test(token)) throw new SyntaxError(`"${token}" stands in "${text}"`);
    if (!accept('(')) return constant(token);
    const given = [binary(0)];
    while (accept(',')) given.push(binary(0));
    expect(')');
    const known = FUNCTIONS[token];
    if (!known) throw new SyntaxError(`no function "${token}", which stands in "${text}"`);
    return known(...given);
  };
  const value = binary(0);
  if (at < tokens.length) throw new SyntaxError(`"${tokens[at]}" is left over in "${text}"`);
  return value;
}
