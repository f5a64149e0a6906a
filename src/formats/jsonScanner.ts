import { isWholeNumber } from '../checks.ts';
import { FormatError } from '../errors.ts';

/**
 * A safe integer has at most 16 digits. The limit keeps the check fast for very long digit strings.
 */
const wholeNumber = /(?:0|[1-9][0-9]{0,15})(?![0-9.eE+-])/y;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Strict reader for JSON of a known structure, value by value. `JSON.parse` would silently keep the
 * last of two equal keys, and treats `__proto__` like any other key. The scanner itself does not
 * recurse, so nesting cannot exhaust the stack.
 *
 * Every method throws a FormatError that names the source and the position.
 */
export class JsonScanner {
  readonly #text: string;
  readonly #source: string;
  #position = 0;

  constructor(text: string, source: string) {
    this.#text = text;
    this.#source = source;
  }

  /** Reads an object. Calls `member` with each key; it must read the value. */
  object(member: (key: string) => void): void {
    this.#expect('{');
    if (this.#accept('}')) return;
    const seen = new Set<string>();
    do {
      const key = this.string();
      if (seen.has(key)) this.fail(`key ${quote(key)} occurs twice in one object`);
      seen.add(key);
      this.#expect(':');
      member(key);
    } while (this.#accept(','));
    this.#expect('}');
  }

  /** Reads an array. Calls `element` before each element; it must read the element. */
  array(element: () => void): void {
    this.#expect('[');
    if (this.#accept(']')) return;
    do element();
    while (this.#accept(','));
    this.#expect(']');
  }

  string(): string {
    if (this.#peek() !== '"') this.#failExpecting('a string');
    const start = this.#position;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    if (end >= this.#text.length) this.fail('a string does not end');
    let value: string;
    try {
      value = JSON.parse(this.#text.slice(start, end + 1));
    } catch (error) {
      throw this.#error('a string has an unknown escape or a control character', error);
    }
    // A lone surrogate has no UTF-8 form, and other readers refuse such a name.
    if (loneSurrogate.test(value)) this.fail(`string ${quote(value)} is not valid Unicode`);
    this.#position = end + 1;
    return value;
  }

  /** Reads a whole number from 0 to 2^53 - 1, written without sign, fraction and exponent. */
  wholeNumber(): number {
    this.#peek();
    wholeNumber.lastIndex = this.#position;
    const digits = wholeNumber.exec(this.#text)?.[0] ?? '';
    const value = Number(digits);
    if (digits === '' || !isWholeNumber(value, 0)) {
      this.#failExpecting('a whole number from 0 to 2^53 - 1');
    }
    this.#position += digits.length;
    return value;
  }

  /** Checks that only white space follows. */
  end(): void {
    if (this.#peek() !== undefined) this.#failExpecting('the end');
  }

  /** Throws a FormatError about the current position. */
  fail(problem: string): never {
    throw this.#error(problem);
  }

  /** Skips white space and returns the next character without consuming it. */
  #peek(): string | undefined {
    for (;;) {
      const character = this.#text[this.#position];
      if (character === ' ' || character === '\n' || character === '\r' || character === '\t') {
        this.#position++;
      } else {
        return character;
      }
    }
  }

  #accept(character: string): boolean {
    const found = this.#peek() === character;
    if (found) this.#position++;
    return found;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) this.#failExpecting(`"${character}"`);
  }

  #failExpecting(what: string): never {
    const rest = this.#text.slice(this.#position, this.#position + 24);
    this.fail(`expected ${what}, got ${rest === '' ? 'the end' : quote(rest)}`);
  }

  #error(problem: string, cause?: unknown): FormatError {
    const message = `${this.#source}, character ${this.#position}: ${problem}`;
    return cause === undefined ? new FormatError(message) : new FormatError(message, { cause });
  }
}

/** A name from a file, for a message: quoted, and truncated if long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

/** True if the text has a UTF-8 form. */
export function isUnicode(text: string): boolean {
  return !loneSurrogate.test(text);
}
