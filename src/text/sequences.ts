import {
  assertInRange,
  assertOptions,
  isWholeNumber,
  type OptionRanges,
  shown,
  wholeNumber,
} from '../checks.ts';
import type { Dataset } from '../data/dataset.ts';
import { DataError, ShapeError } from '../errors.ts';
import { assertTexts } from './texts.ts';
import { detokenize } from './tokenize.ts';
import { BEGIN, END, type Tokenizer, UNKNOWN } from './tokens.ts';
import { assertVocabulary, tokensOf, type Vocabulary } from './vocabulary.ts';

/** The rows of sequences. */
export interface SequenceOptions {
  /** Tokens of a row. 32 by default. */
  readonly length?: number;
}

/** Texts as rows of tokens. */
export interface EncodedTexts {
  /**
   * `[texts, length]`. A text that is shorter than a row ends with token 0, and one that is longer is cut, without
   * an end.
   */
  readonly rows: Dataset<'u32'>;
  /** How many texts were cut. */
  readonly cut: number;
  /** How many texts have a token that is not in the vocabulary. */
  readonly unknown: number;
}

const RANGES: OptionRanges<SequenceOptions> = { length: wholeNumber(1) };

/** Tokens of a row where none are asked for. */
const LENGTH = 32;

/**
 * Writes texts as rows of tokens: the data of a model of sequences.
 * @param vocabulary of {@link buildVocabulary}
 * @throws {DataError} for anything but a list of texts
 * @throws {ConfigError} for another vocabulary, or an option out of range
 */
export function encodeTexts(
  texts: readonly string[],
  vocabulary: Vocabulary,
  options: SequenceOptions = {},
): EncodedTexts {
  assertTexts('encodeTexts', texts);
  assertVocabulary('encodeTexts', vocabulary);
  assertOptions('encodeTexts', options, RANGES);
  const { length = LENGTH } = options;
  const numbers = new Map(vocabulary.tokens.map((token, number) => [token, number]));
  const data = new Uint32Array(texts.length * length);
  let cut = 0;
  let unknown = 0;
  for (const [row, text] of texts.entries()) {
    const own = tokensOf(text, vocabulary.tokenizer).map((token) => numbers.get(token) ?? UNKNOWN);
    data.set(own.slice(0, length), row * length);
    if (own.length > length) cut++;
    if (own.includes(UNKNOWN)) unknown++;
  }
  const rows = { name: 'texts', rows: texts.length, columns: length, dtype: 'u32', data } as const;
  return { rows, cut, unknown };
}

/** The text that stands for an unknown token. No UTF-8 has the byte 0xff: it becomes U+FFFD too. */
const SHOWN_UNKNOWN: Readonly<Record<Tokenizer, string>> = {
  words: '<unknown>',
  characters: '\uFFFD',
  bytes: '\xFF',
};

/**
 * The texts of rows of tokens, up to the end of each.
 * @param rows `[texts, length]`, such as what a model of sequences gives
 * @param vocabulary of {@link buildVocabulary}
 * @param options.length tokens of a row, as the model has them
 * @throws {ShapeError} if the rows are not whole
 * @throws {DataError} for another type, or a number that is no token
 * @throws {ConfigError} for another vocabulary, or an option out of range
 */
export function decodeTokens(
  rows: Uint32Array | Float32Array,
  vocabulary: Vocabulary,
  options: { readonly length: number },
): readonly string[] {
  assertVocabulary('decodeTokens', vocabulary);
  assertOptions<typeof options>('decodeTokens', options, RANGES);
  const length = options?.length;
  assertInRange('decodeTokens: length', RANGES.length, length);
  if (!(rows instanceof Uint32Array || rows instanceof Float32Array)) {
    throw new DataError(
      `decodeTokens: expected a Uint32Array or a Float32Array of tokens, got ${shown(rows)}`,
    );
  }
  if (rows.length % length !== 0) {
    throw new ShapeError(
      `decodeTokens: expected rows of ${length} tokens, got ${rows.length} in all`,
    );
  }
  const { tokens, tokenizer } = vocabulary;
  for (const [place, number] of rows.entries()) {
    if (isWholeNumber(number, 0, tokens.length - 1)) continue;
    throw new DataError(
      `decodeTokens: ${number} at ${place} is no token; they are whole numbers below ${tokens.length}`,
    );
  }
  return Array.from({ length: rows.length / length }, (_, row) => {
    const all = [...rows.subarray(row * length, (row + 1) * length)];
    const end = all.indexOf(END);
    const own = (end < 0 ? all : all.slice(0, end))
      .filter((number) => number !== BEGIN)
      .map((number) =>
        number === UNKNOWN ? SHOWN_UNKNOWN[tokenizer] : (tokens[number] as string),
      );
    return detokenize(own, { by: tokenizer });
  });
}
