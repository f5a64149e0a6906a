// @ts-check

/**
 * Takes out of the text of a shader, as the catalogue has it, what no compiler needs: empty lines, and the
 * ends of lines in functions. Lines of a body begin with a space; what the library reads, at module scope,
 * does not. The first line stays empty: `assemble` puts what the shader enables there.
 *
 * @param {string} text
 */
export function shortShader(text) {
  return text
    .replace(/\n+/g, '\n')
    .replace(/(.)\n (?=(.))/g, (_, before, after) => before + (parted(before, after) ? ' ' : ''))
    .replace(/\n(?=\}(?:\n|$))/g, '');
}

/**
 * True if two characters would be one word together, or perhaps one operator.
 *
 * @param {string} before
 * @param {string} after
 */
function parted(before, after) {
  return /^(?:\w\w|[^\w\s(){}[\],;:.][^\w\s(){}[\],;:.])$/.test(before + after);
}
