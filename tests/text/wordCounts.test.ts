import { expect, test } from 'vitest';
import { writeSparseRow } from '../../src/data/sparseValues.ts';
import { ConfigError, DataError } from '../../src/errors.ts';
import { wordCounts } from '../../src/text/index.ts';

const TEXTS = ['Cats like cats.', 'Dogs like bones', 'Birds sing, dogs bark', 'The sea: 42 waves'];

/** The counts of a text by word. */
function countsOf({ words, counts }: ReturnType<typeof wordCounts>, row: number) {
  const dense = new Float32Array(words.length);
  writeSparseRow(counts, row, dense, 0);
  return Object.fromEntries(words.flatMap((word, j) => (dense[j] ? [[word, dense[j]]] : [])));
}

test('words are chosen by the number of texts that have them', () => {
  const bags = wordCounts(TEXTS, { size: 4 });
  expect(bags.words).toEqual(['dogs', 'like', 'bark', 'birds']);
  expect(countsOf(bags, 0)).toEqual({ like: 1 });
  expect(countsOf(bags, 2)).toEqual({ dogs: 1, bark: 1, birds: 1 });
  expect(countsOf(bags, 3)).toEqual({});
});

test('a word counts as often as it stands there, in capital letters too', () => {
  expect(countsOf(wordCounts(TEXTS), 0)).toEqual({ cats: 2, like: 1 });
});

test('other texts are counted by the same words', () => {
  const { words } = wordCounts(TEXTS);
  const other = wordCounts(['cats and unseen dogs'], { words });
  expect(other.words).toBe(words);
  expect(countsOf(other, 0)).toEqual({ cats: 1, dogs: 1 });
});

test('rare words, frequent words, short words and named words are left out', () => {
  expect(wordCounts(TEXTS, { least: 2 }).words).toEqual(['dogs', 'like']);
  expect(wordCounts(TEXTS, { share: 0.25 }).words).not.toContain('dogs');
  expect(wordCounts(TEXTS, { letters: 5 }).words).toEqual(['birds', 'bones', 'waves']);
  expect(wordCounts(TEXTS, { without: ['like'] }).words).not.toContain('like');
  expect(wordCounts(TEXTS).words).not.toContain('42');
});

test('apostrophes and composed letters have one form', () => {
  const texts = ['we don’t stop', "they don't go", 'cafe\u0301 noir', 'café crème'];
  const { words } = wordCounts(texts);
  expect(words.slice(0, 2)).toEqual(['café', "don't"]);
  expect(wordCounts(texts, { without: ['DON’T'] }).words).not.toContain("don't");
});

test('wrong texts and options are refused by name', () => {
  expect(() => wordCounts([])).toThrow(DataError);
  expect(() => wordCounts(['a', 5 as unknown as string])).toThrow('text 1 must be a string, got 5');
  expect(() => wordCounts(TEXTS, { size: 0 })).toThrow(ConfigError);
  expect(() => wordCounts(TEXTS, { words: ['cats'], size: 3 })).toThrow(
    'words are given, so size chooses nothing',
  );
  expect(wordCounts(TEXTS, { words: ['cats'], size: undefined } as object).words).toEqual(['cats']);
  expect(() => wordCounts(TEXTS, { words: ['cats', 'cats'] })).toThrow('names a word twice');
  expect(() => wordCounts(TEXTS, { letters: 20 })).toThrow('no word of the 4 texts is left');
});
