/** A piece of WGSL without comments. */
export interface WgslText {
  /** The code as the catalogue has it: a line of a declaration's body begins with one space. */
  readonly code: string;
  /** The text at module scope. Bodies are empty braces. */
  readonly outer: string;
  /** True if brackets and comments end. */
  readonly whole: boolean;
}

/** Takes comments and indentation out of WGSL. Line numbers do not change. */
export function readText(source: string): WgslText {
  const { code: bare, whole } = withoutComments(source);
  let depth = 0;
  let braces = 0;
  let outer = '';
  const lines = bare.split('\n').map((line) => {
    const text = line.trim();
    const closing = /^[)\]}]*/.exec(text)?.[0].length ?? 0;
    const inside = depth > closing;
    for (const character of text) {
      if (character === '}') braces--;
      if (braces === 0) outer += character;
      if (character === '{') braces++;
      if ('([{'.includes(character)) depth++;
      if (')]}'.includes(character)) depth--;
    }
    outer += '\n';
    return inside && text ? ` ${text}` : text;
  });
  return { code: lines.join('\n').trimEnd(), outer, whole: whole && depth === 0 && braces === 0 };
}

/** Comments of WGSL nest. */
function withoutComments(source: string): { code: string; whole: boolean } {
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
      code += source[i] ?? '';
    }
  }
  return { code, whole: depth === 0 };
}
