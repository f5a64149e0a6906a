// @ts-check

/** A function at module scope: from its name to the brace that ends it. */
const FUNCTION = /^fn (\w+)\([\s\S]*?^\}/gm;

/** An attribute with its arguments, or a name; names of members do not count. */
const NAME = /@\w+(?:\s*\([^)]*\))?|(?<![\w.]|\.\s+)[A-Za-z_]\w*/g;

/** The declaration of a parameter, or of a variable in a function. */
const LOCAL = /(?:\b(?:let|var|const)\s+(\w+)|(?<![\w.])(?!default\b)([A-Za-z_]\w*)\s*:)/g;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * Shortens the code of a file: names of parameters and variables in functions become letters, and
 * spaces in functions go where nothing needs them. Lines keep their numbers. Declarations at module
 * scope keep their text, since the library reads it.
 *
 * @param {string} code without comments
 */
export function shorten(code) {
  return code.replace(FUNCTION, (text) => dense(shortNames(text, code)));
}

/**
 * Gives the locals of a function letters that it does not use. A local keeps its name if the file
 * declares that name at module scope, or the function calls it, since either may be meant.
 *
 * @param {string} text of the function
 * @param {string} code of its file
 */
function shortNames(text, code) {
  const locals = [...text.matchAll(LOCAL)].map(
    ([, variable, parameter = '']) => variable ?? parameter,
  );
  const own = new Set(locals.filter((name) => !isShared(name, text, code)));
  const used = new Set(
    [...text.matchAll(NAME)].map(([name]) => name).filter((name) => !own.has(name)),
  );
  const free = LETTERS.filter((letter) => !used.has(letter));
  const letters = new Map([...own].map((name, i) => [name, free[i] ?? name]));
  return text.replace(NAME, (name) => letters.get(name) ?? name);
}

/** @type {(name: string, text: string, code: string) => boolean} */
function isShared(name, text, code) {
  const declared = new RegExp(
    `^(?:@.*\\s)?(?:fn|const|override|struct|alias|var(?:<[^>]*>)?)\\s+${name}\\b`,
    'm',
  );
  return declared.test(code) || new RegExp(`(?<![\\w.])${name}\\s*\\(`).test(text);
}

/**
 * Removes spaces beside punctuation. Two operators stay apart: together they may be another one, or
 * begin a comment. A line of a function's body keeps one space before it, which tells it from a
 * declaration at module scope.
 *
 * @param {string} text
 */
function dense(text) {
  return text
    .replace(/(?<=[\w)\]}(,;:{]) +(?=[^\s\w])|(?<=[^\s\w]) +(?=[\w(])/g, '')
    .replace(/^[ \t]+/gm, ' ');
}
