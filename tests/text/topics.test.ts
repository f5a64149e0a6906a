import { expect, test } from 'vitest';
import { DataError, ShapeError } from '../../src/errors.ts';
import { coherence, perplexity, topWords, wordCounts } from '../../src/text/index.ts';

const TEXTS = ['sun sea', 'sun sea sand', 'snow ski', 'snow ski sun', 'sand'];
const { words, counts } = wordCounts(TEXTS, { share: 1 });

test('the words of a topic come by their weights', () => {
  const weights = Float32Array.from(
    ['sea', 'ski'].flatMap((most) =>
      words.map((word) => (word === most ? 2 : word === 'sun' ? 1 : 0)),
    ),
  );
  expect(topWords(weights, words, 2)).toEqual([
    ['sea', 'sun'],
    ['ski', 'sun'],
  ]);
  expect(topWords(weights, words, 99)[0]?.length).toBe(words.length);
});

test('coherence is the mean NPMI of the pairs', () => {
  // sun in 3 of 5 texts, sea in 2, both in 2; ski in 2, snow in 2, both in 2; sea and ski in none.
  const sunSea = Math.log(0.4 / (0.6 * 0.4)) / -Math.log(0.4);
  const found = coherence(
    [
      ['sun', 'sea'],
      ['snow', 'ski'],
      ['sea', 'ski'],
    ],
    words,
    counts,
  );
  expect(found.topics[0]).toBeCloseTo(sunSea, 12);
  expect(found.topics[1]).toBeCloseTo(1, 12);
  expect(found.topics[2]).toBe(-1);
  expect(found.mean).toBeCloseTo(sunSea / 3, 12);
  const sunSki = Math.log(0.2 / (0.6 * 0.4)) / -Math.log(0.2);
  const [three] = coherence([['sun', 'sea', 'ski']], words, counts).topics;
  expect(three).toBeCloseTo((sunSea + sunSki - 1) / 3, 12);
});

test('perplexity is that of a uniform distribution where all words cost the same', () => {
  const bags = wordCounts([...TEXTS, '...'], { words });
  const sizes = [2, 3, 2, 3, 1, 0];
  const nats = Float64Array.from(sizes, (size) => size * Math.log(7));
  expect(perplexity(nats, bags.counts)).toBeCloseTo(7, 10);
});

test('what does not belong together is refused by name', () => {
  expect(() => topWords(new Float32Array(7), words)).toThrow(ShapeError);
  expect(() => coherence([['sun', 'moon']], words, counts)).toThrow('"moon" of topic 0');
  expect(() => coherence([['sun']], words, counts)).toThrow(DataError);
  expect(() => coherence([['sun', 'sea']], ['sun', 'sea'], counts)).toThrow('there are 2 words');
  expect(() => perplexity(new Float32Array(2), counts)).toThrow('each of the 5 texts');
});
