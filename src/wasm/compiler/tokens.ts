import { Misfit } from './shaderError.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const SKIPPED = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const TOKEN =
  /(0[xX][\da-fA-F]+(?:\.[\da-fA-F]*)?(?:[pP][+-]?\d+)?[iufh]?|\d+\.?\d*(?:[eE][+-]?\d+)?[iufh]?|\.\d+(?:[eE][+-]?\d+)?[fh]?)|([A-Za-z_]\w*)|(<<=|>>=|->|&&|\|\||<<|>>|<=|>=|==|!=|\+\+|--|[-+*/%&|^]=|[-+*/%&|^~!<>=()[\]{},;:.@])/y;

/** @throws Misfit */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    SKIPPED.lastIndex = at;
    SKIPPED.exec(code);
    at = SKIPPED.lastIndex;
    if (at >= code.length) {
      tokens.push({ kind: 'end', text: 'the end', at });
      return tokens;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(code);
    if (!match) throw new Misfit(`unknown character "${code[at]}"`, at);
    const [text, number, name] = match;
    tokens.push({ kind: number ? 'number' : name ? 'name' : 'sign', text, at });
    at = TOKEN.lastIndex;
  }
}
