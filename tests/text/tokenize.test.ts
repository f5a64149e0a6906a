import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/errors.ts';
import { detokenize, tokenize } from '../../src/text/index.ts';

test('words keep their apostrophes and hyphens, and marks stand alone', () => {
  expect(tokenize("Don't panic: it's a well-known 42-step plan!")).toEqual([
    "don't",
    'panic',
    ':',
    "it's",
    'a',
    'well-known',
    '42-step',
    'plan',
    '!',
  ]);
  expect(tokenize('Größe, naïve – Ωμέγα', { punctuation: false })).toEqual([
    'größe',
    'naïve',
    'ωμέγα',
  ]);
  expect(tokenize('A B', { lowercase: false })).toEqual(['A', 'B']);
  expect(tokenize('')).toEqual([]);
});

test('characters are those of Unicode, bytes those of UTF-8', () => {
  expect(tokenize('a€😀', { by: 'characters' })).toEqual(['a', '€', '😀']);
  expect(tokenize('€', { by: 'bytes' }).map((byte) => byte.charCodeAt(0))).toEqual([226, 130, 172]);
});

test('characters and bytes go back to any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const by of ['characters', 'bytes'] as const) {
        expect(detokenize(tokenize(text, { by }), { by })).toBe(text);
      }
    }),
  );
});

test('bytes keep a byte order mark', () => {
  const text = '\uFEFFa';
  expect(detokenize(tokenize(text, { by: 'bytes' }), { by: 'bytes' })).toBe(text);
});

test('words are joined as they are written', () => {
  const text = 'he said (twice): "no", and left.';
  expect(detokenize(tokenize(text))).toBe(text);
  expect(detokenize(tokenize('"no." "yes!"'))).toBe('"no." "yes!"');
  expect(detokenize([])).toBe('');
});

test('what is no text and no option is refused by name', () => {
  expect(() => tokenize(5 as unknown as string)).toThrow(DataError);
  expect(() => tokenize('a', { by: 'letters' as 'words' })).toThrow(ConfigError);
  expect(() => tokenize('a', { lower: true } as object)).toThrow('lowercase');
});
