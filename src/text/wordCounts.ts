import { assertOptions, FRACTION, type OptionRanges, wholeNumber } from '../checks.ts';
import { type SparseRows, sparseRows } from '../data/sparseRows.ts';
import { dropUndefined } from '../dropUndefined.ts';
import { ConfigError, DataError } from '../errors.ts';
import { assertTexts, plain } from './texts.ts';
import { cut } from './tokenize.ts';

/** Which words are counted. */
export interface WordCountsOptions {
  /** The words, in the order of the columns, such as those of the training texts. Chosen by default. */
  readonly words?: readonly string[];
  /** The most words that are chosen: those in the most texts. 2,000 by default. */
  readonly size?: number;
  /** A word is in at least so many texts. 1 by default. */
  readonly least?: number;
  /** A word is in at most this share of the texts, so that none that all texts have is chosen. 0.5 by default. */
  readonly share?: number;
  /** Words that are never chosen. None by default. */
  readonly without?: readonly string[];
  /** The fewest letters of a word that is chosen. 3 by default. */
  readonly letters?: number;
}

/** Texts as bags of words. */
export interface WordCounts {
  /** The words, in the order of the columns. */
  readonly words: readonly string[];
  /** How often each text has each word, `[texts, words]`. */
  readonly counts: SparseRows;
}

const LIST = { holds: Array.isArray, wanted: 'a list of words' };

const RANGES: OptionRanges<WordCountsOptions> = {
  words: LIST,
  size: wholeNumber(1),
  least: wholeNumber(1),
  share: { holds: (x) => x === 1 || FRACTION.holds(x), wanted: 'a number from 0 to 1' },
  without: LIST,
  letters: wholeNumber(1),
};

/**
 * Counts the words of texts, in small letters and without numbers: the data of a topic model. Letters are
 * taken in their composed form, and ’ as '.
 * @throws {DataError} for anything but a list of texts, or if no word is left
 * @throws {ConfigError} for an option out of range, or `words` beside an option that chooses some
 */
export function wordCounts(texts: readonly string[], options: WordCountsOptions = {}): WordCounts {
  assertTexts('wordCounts', texts);
  assertOptions('wordCounts', options, RANGES);
  const tokens = texts.map((text) => cut(plain(text), { punctuation: false }));
  const { words: given, ...choice } = dropUndefined(options);
  const chosen = Object.keys(choice)[0];
  if (given && chosen !== undefined) {
    throw new ConfigError(
      `wordCounts: words are given, so ${chosen} chooses nothing: leave it out`,
    );
  }
  if (given && new Set(given).size < given.length) {
    throw new ConfigError('wordCounts: words names a word twice: leave one out');
  }
  const words = given ?? chooseWords(tokens, choice);
  return { words, counts: countRows(tokens, words) };
}

/** The words in the most texts, those in as many in the order of the alphabet. */
function chooseWords(
  texts: readonly (readonly string[])[],
  { size = 2000, least = 1, share = 0.5, without = [], letters = 3 }: WordCountsOptions,
): readonly string[] {
  const inTexts = new Map<string, number>();
  for (const tokens of texts) {
    for (const word of new Set(tokens)) inTexts.set(word, (inTexts.get(word) ?? 0) + 1);
  }
  for (const word of without) inTexts.delete(plain(word).toLowerCase());
  const most = Math.max(least, share * texts.length);
  const words = [...inTexts]
    .filter(([word, count]) => {
      return count >= least && count <= most && word.length >= letters && /^\p{L}/u.test(word);
    })
    .sort(([a, in_a], [b, in_b]) => in_b - in_a || (a < b ? -1 : 1))
    .slice(0, size)
    .map(([word]) => word);
  if (words.length > 0) return words;
  throw new DataError(
    `wordCounts: no word of the ${texts.length} texts is left: ask for fewer letters, for a larger share, or for ` +
      'words of fewer texts',
  );
}

function countRows(texts: readonly (readonly string[])[], words: readonly string[]): SparseRows {
  const places = new Map(words.map((word, column) => [word, column]));
  const offsets = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (const tokens of texts) {
    const row = new Map<number, number>();
    for (const token of tokens) {
      const column = places.get(token);
      if (column !== undefined) row.set(column, (row.get(column) ?? 0) + 1);
    }
    for (const [column, count] of [...row].sort(([a], [b]) => a - b)) {
      columns.push(column);
      values.push(count);
    }
    offsets.push(columns.length);
  }
  return sparseRows({ offsets, columns, values, width: words.length }, 'counts');
}
