import { assertInRange, assertOptions, type OptionRanges, oneOf, wholeNumber } from '../checks.ts';
import { ConfigError, DataError } from '../errors.ts';
import { assertTexts, plain } from './texts.ts';
import { cut } from './tokenize.ts';
import { SPECIAL_NAMES, SPECIAL_TOKENS, TOKENIZERS, type Tokenizer } from './tokens.ts';

/** The tokens of sequences, as an architecture of the family `sequence` takes them. */
export interface Vocabulary {
  /** The name of each token by its number. The first three stand for the end, the beginning and all unknown ones. */
  readonly tokens: readonly string[];
  /** How texts are cut into tokens. */
  readonly tokenizer: Tokenizer;
}

/** How a vocabulary is chosen. */
export interface VocabularyOptions {
  /** `words` in small letters and punctuation marks, `characters`, or `bytes` of UTF-8. `words` by default. */
  readonly tokenizer?: Tokenizer;
  /** The most tokens, with the three special ones. 4,000 by default. */
  readonly size?: number;
  /** A token stands at least so often in the texts. 1 by default. */
  readonly minCount?: number;
}

const RANGES: OptionRanges<VocabularyOptions> = {
  tokenizer: oneOf(TOKENIZERS),
  size: wholeNumber(SPECIAL_TOKENS + 1),
  minCount: wholeNumber(1),
};

/**
 * Chooses the tokens that stand most often in texts, those that stand as often by their names.
 * @throws {DataError} for anything but a list of texts, or if no token is left
 * @throws {ConfigError} for an option out of range
 */
export function buildVocabulary(
  texts: readonly string[],
  options: VocabularyOptions = {},
): Vocabulary {
  assertTexts('buildVocabulary', texts);
  assertOptions('buildVocabulary', options, RANGES);
  const { tokenizer = 'words', size = 4000, minCount = 1 } = options;
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of tokensOf(text, tokenizer)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const chosen = [...counts]
    .filter(([, count]) => count >= minCount)
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
    .slice(0, size - SPECIAL_TOKENS)
    .map(([token]) => token);
  if (chosen.length > 0) return { tokens: [...SPECIAL_NAMES, ...chosen], tokenizer };
  if (counts.size === 0) throw new DataError('buildVocabulary: the texts have no tokens');
  throw new DataError(
    `buildVocabulary: no token of the ${texts.length} texts stands ${minCount} times: ask for a smaller minCount`,
  );
}

/** The tokens of a text. Words have one form of each letter and apostrophe. */
export const tokensOf = (text: string, tokenizer: Tokenizer): readonly string[] =>
  cut(tokenizer === 'words' ? plain(text) : text, { by: tokenizer });

/** @throws ConfigError for anything but what {@link buildVocabulary} gives, such as that of a checkpoint */
export function assertVocabulary(of: string, vocabulary: Vocabulary): void {
  const { tokens, tokenizer } = vocabulary ?? {};
  if (!Array.isArray(tokens) || SPECIAL_NAMES.some((name, i) => tokens[i] !== name)) {
    throw new ConfigError(
      `${of}: expected the vocabulary that buildVocabulary gives, whose tokens begin with ${SPECIAL_NAMES.join(', ')}`,
    );
  }
  assertInRange(`${of}: tokenizer`, oneOf(TOKENIZERS), tokenizer);
}
