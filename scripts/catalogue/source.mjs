// @ts-check

/**
 * Blanks comments and trims line ends; line numbers do not change.
 *
 * @param {string} source
 */
export function stripComments(source) {
  let code = '';
  let depth = 0;
  for (let i = 0; i < source.length; i++) {
    const pair = source.slice(i, i + 2);
    if (pair === '/*') {
      depth++;
      i++;
    } else if (pair === '*/' && depth > 0) {
      depth--;
      i++;
    } else if (depth === 0 && pair === '//') {
      const end = source.indexOf('\n', i);
      i = (end < 0 ? source.length : end) - 1;
    } else if (depth === 0 || source[i] === '\n') {
      code += source[i];
    }
  }
  return code.replace(/[ \t\r]+$/gm, '').trimEnd();
}

/**
 * Shortens every indentation to one space. Line numbers do not change, and only declarations begin
 * without a space.
 *
 * @param {string} code
 */
export function compact(code) {
  return code.replace(/^[ \t]+/gm, ' ');
}

/**
 * The 1-based line of a position.
 *
 * @param {string} source
 * @param {number} position
 */
export function lineAt(source, position) {
  let line = 1;
  for (let i = source.indexOf('\n'); i >= 0 && i < position; i = source.indexOf('\n', i + 1))
    line++;
  return line;
}

/**
 * Number of occurrences of a name as a whole word.
 *
 * @param {string} code
 * @param {string} name
 */
export function countName(code, name) {
  return code.match(new RegExp(`(?<![\\w.])${name}\\b`, 'g'))?.length ?? 0;
}
