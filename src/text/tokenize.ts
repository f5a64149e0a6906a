import { assertOptions, BOOLEAN, type OptionRanges, oneOf, shown } from '../checks.ts';
import { DataError } from '../errors.ts';
import { assertText } from './texts.ts';
import { TOKENIZERS, type Tokenizer } from './tokens.ts';

/** How a text is cut into tokens. */
export interface TokenizerOptions {
  /**
   * `words`: words and numbers, and each punctuation mark by itself; `characters`; or `bytes` of UTF-8,
   * each as the character of its number. `words` by default.
   */
  readonly by?: Tokenizer;
  /** Makes letters small. True by default for words, else false. */
  readonly lowercase?: boolean;
  /** Keeps punctuation marks as tokens of their own. For words only; true by default. */
  readonly punctuation?: boolean;
}

const TOKENIZER_RANGES: OptionRanges<TokenizerOptions> = {
  by: oneOf(TOKENIZERS),
  lowercase: BOOLEAN,
  punctuation: BOOLEAN,
};

/**
 * Words with their combining marks, apostrophes and hyphens inside, numbers, emoji with all that belongs to
 * them, or one mark.
 */
const WORDS_AND_MARKS =
  /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*|\p{RI}\p{RI}|\p{ExtPict}[\p{M}\p{EMod}]*(?:\u200D\p{ExtPict}[\p{M}\p{EMod}]*)*|[^\s\p{L}\p{N}]/gu;
const WORDS = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/**
 * Cuts a text into tokens.
 * @throws {DataError} for anything but a text
 * @throws {ConfigError} for an option out of range
 */
export function tokenize(text: string, options: TokenizerOptions = {}): string[] {
  assertText('tokenize', text);
  assertOptions('tokenize', options, TOKENIZER_RANGES);
  return cut(text, options);
}

/** The same with arguments that were checked. */
export function cut(
  text: string,
  { by = 'words', lowercase = by === 'words', punctuation = true }: TokenizerOptions,
): string[] {
  const given = lowercase ? text.toLowerCase() : text;
  if (by === 'characters') return [...given];
  if (by === 'bytes') {
    return Array.from(new TextEncoder().encode(given), (byte) => String.fromCharCode(byte));
  }
  return given.match(punctuation ? WORDS_AND_MARKS : WORDS) ?? [];
}

/** Marks that follow a word without a space, and those that a word follows. */
const CLOSING = /^[.,;:!?%)\]}’”]$/u;
const OPENING = /^[([{‘“$#]$/u;
/** These marks open and close in turn. */
const QUOTES = /^["']$/;
/** A word that an apostrophe may follow, as in `the dogs' bones`. */
const POSSESSIVE = /s$/iu;

/**
 * Puts tokens together to a text. Words are joined by spaces, none before a closing mark or behind an opening one.
 * @throws {DataError} for anything but a list of texts
 * @throws {ConfigError} for an option out of range
 */
export function detokenize(tokens: readonly string[], options: TokenizerOptions = {}): string {
  if (!Array.isArray(tokens) || tokens.some((token) => typeof token !== 'string')) {
    throw new DataError(`detokenize: expected a list of tokens, got ${shown(tokens)}`);
  }
  assertOptions('detokenize', options, TOKENIZER_RANGES);
  const { by = 'words' } = options;
  if (by === 'characters') return tokens.join('');
  if (by === 'bytes') {
    const bytes = Uint8Array.from(tokens, (token) => token.charCodeAt(0));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  let text = '';
  let tight = true;
  const open = new Set<string>();
  for (const token of tokens) {
    const quote = QUOTES.test(token);
    const possessive = token === "'" && !open.has(token) && POSSESSIVE.test(text);
    const closes = quote ? possessive || open.has(token) : CLOSING.test(token);
    text += `${tight || closes ? '' : ' '}${token}`;
    tight = quote ? !closes : OPENING.test(token);
    if (quote && !possessive && !open.delete(token)) open.add(token);
    // Vocabularies have one form of apostrophes, which closes this mark too.
    if (token === '‘') open.add("'");
  }
  return text;
}
