import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';
import { buildVocabulary, decodeTokens, encodeTexts, tokenLoss } from '../../src/text/index.ts';

const TEXTS = ['The cat sat.', 'the dog sat.', 'A cat!'];
const vocabulary = buildVocabulary(TEXTS);

/** The rows of tokens as lists. */
function listed({ rows: { rows, columns, data } }: ReturnType<typeof encodeTexts>): number[][] {
  return Array.from({ length: rows }, (_, row) => [
    ...data.subarray(row * columns, (row + 1) * columns),
  ]);
}

test('the tokens that stand most often come first, others by their names', () => {
  expect(vocabulary).toEqual({
    tokens: ['<end>', '<begin>', '<unknown>', '.', 'cat', 'sat', 'the', '!', 'a', 'dog'],
    tokenizer: 'words',
  });
  expect(buildVocabulary(TEXTS, { size: 5 }).tokens.slice(3)).toEqual(['.', 'cat']);
  expect(buildVocabulary(TEXTS, { minCount: 2 }).tokens.slice(3)).toEqual([
    '.',
    'cat',
    'sat',
    'the',
  ]);
  expect(buildVocabulary(['abAb'], { tokenizer: 'characters' }).tokens.slice(3)).toEqual([
    'b',
    'A',
    'a',
  ]);
});

test('rows end with zeros; longer texts are cut, unknown tokens are 2', () => {
  const encoded = encodeTexts(['the cat', 'The cat sat. a', 'a bird, a bee', ''], vocabulary, {
    length: 4,
  });
  expect(listed(encoded)).toEqual([
    [6, 4, 0, 0],
    [6, 4, 5, 3],
    [8, 2, 2, 8],
    [0, 0, 0, 0],
  ]);
  expect(encoded).toMatchObject({ cut: 2, unknown: 1 });
  // A text that fills its row is whole.
  expect(encodeTexts(['the cat'], vocabulary, { length: 2 }).cut).toBe(0);
});

test('tokens go back to texts up to the end', () => {
  const rows = Float32Array.of(1, 6, 4, 7, 0, 6, 2, 8, 3, 3);
  expect(decodeTokens(rows, vocabulary, { length: 5 })).toEqual(['the cat!', 'the <unknown> a..']);
});

test('characters and bytes go there and back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('characters' as const, 'bytes' as const),
      (texts, tokenizer) => {
        const own = buildVocabulary(texts, { tokenizer });
        const length = Math.max(...texts.map((text) => new TextEncoder().encode(text).length));
        const { rows, cut, unknown } = encodeTexts(texts, own, { length });
        expect([cut, unknown]).toEqual([0, 0]);
        expect(decodeTokens(rows.data, own, { length })).toEqual(texts);
      },
    ),
  );
});

test('what is unknown has a mark in every tokenizer', () => {
  for (const tokenizer of ['characters', 'bytes'] as const) {
    const own = buildVocabulary(['ab'], { tokenizer });
    const { rows } = encodeTexts(['azb'], own);
    expect(decodeTokens(rows.data, own, { length: 32 })).toEqual(['a\uFFFDb']);
  }
});

test('apostrophes and composed letters of words have one form', () => {
  const own = buildVocabulary(['we don’t café']);
  expect(encodeTexts(["don't cafe\u0301"], own).unknown).toBe(0);
});

test('quotes, possessives and emoji come back as they were', () => {
  const texts = [
    "the dogs' bones",
    '"so," he said.',
    "'hello' and 'bye'",
    'i ❤️ it, 👍🏽 👨‍👩‍👧!',
    'flags 🇫🇷 🇩🇪',
  ];
  const own = buildVocabulary(texts);
  const { rows } = encodeTexts(texts, own, { length: 16 });
  expect(decodeTokens(rows.data, own, { length: 16 })).toEqual(texts);
  const curly = buildVocabulary(['‘hello’']);
  const { rows: one } = encodeTexts(['‘hello’'], curly, { length: 4 });
  expect(decodeTokens(one.data, curly, { length: 4 })).toEqual(["‘hello'"]);
});

test('perplexity is the number of tokens that are all as likely', () => {
  // Three tokens and an end, a row that is full, and an end alone.
  const { rows } = encodeTexts(['the cat!', 'a a a a a', ''], vocabulary, { length: 5 });
  const { tokens, nats, perplexity } = tokenLoss((10 / 3) * Math.log(7), rows);
  expect(tokens).toBe(10);
  expect(nats).toBeCloseTo(Math.log(7), 12);
  expect(perplexity).toBeCloseTo(7, 10);
  expect(() => tokenLoss(1, { ...rows, rows: 2 })).toThrow('rows that encodeTexts gives');
  expect(() => tokenLoss(Number.NaN, rows)).toThrow('nats must be a finite number');
});

test('what is no vocabulary, no row and no token is refused by name', () => {
  const other = { tokens: ['a', 'b', 'c'], tokenizer: 'words' } as const;
  expect(() => encodeTexts(TEXTS, other)).toThrow('<end>, <begin>, <unknown>');
  expect(() => encodeTexts(TEXTS, { ...vocabulary, tokenizer: 'word' as 'words' })).toThrow(
    ConfigError,
  );
  expect(() => encodeTexts([], vocabulary)).toThrow(DataError);
  expect(() => encodeTexts(TEXTS, vocabulary, { length: 0 })).toThrow('length');
  expect(() => decodeTokens(new Uint32Array(5), vocabulary, { length: 4 })).toThrow(ShapeError);
  expect(() => decodeTokens(Float32Array.of(3, 10), vocabulary, { length: 2 })).toThrow(
    '10 at 1 is no token',
  );
  expect(() => decodeTokens(Float32Array.of(0.5), vocabulary, { length: 1 })).toThrow(DataError);
  expect(() => decodeTokens([3] as never, vocabulary, { length: 1 })).toThrow('a Uint32Array or');
  expect(() => decodeTokens(new Uint32Array(4), vocabulary, {} as never)).toThrow('length must be');
  expect(() => buildVocabulary(['', ' '])).toThrow('the texts have no tokens');
  expect(() => buildVocabulary(['a b'], { minCount: 2 })).toThrow('smaller minCount');
  expect(() => buildVocabulary(TEXTS, { size: 3 })).toThrow('size must be');
});
