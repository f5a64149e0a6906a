import { expect, test } from 'vitest';
import { bleu } from '../../bench/lib/bleu.mjs';

const words = (...texts: string[]) => texts.map((text) => text.split(' '));

test('the counts of two sentences of Papineni et al., taken by hand', () => {
  const translation = words(
    'it is a guide to action which ensures that the military always obeys the commands of the party',
  );
  const reference = words(
    'it is a guide to action that ensures that the military will forever heed party commands',
  );
  // "party" stands in both here, in small letters.
  const shares = (12 / 18) * (8 / 17) * (6 / 16) * (4 / 15);
  expect(bleu(translation, reference)).toBeCloseTo(100 * shares ** (1 / 4), 10);
});

test('a translation that is too short pays for it, once for all texts together', () => {
  const references = words('a b c d e f', 'g h i j k l');
  expect(bleu(references, references)).toBe(100);
  const translations = words('a b c d e', 'g h i j k');
  expect(bleu(translations, references)).toBeCloseTo(100 * Math.exp(1 - 12 / 10), 10);
  // The longer one makes up for the shorter one.
  expect(bleu(words('a b c d', 'g h i j k l m n'), references)).toBeCloseTo(
    100 * ((10 / 12) * (8 / 10) * (6 / 8) * (4 / 6)) ** (1 / 4),
    10,
  );
});

test('a word counts as often as the reference has it, and no common run of four gives 0', () => {
  const found = bleu(words('the the the the cat is on the mat'), words('the cat is on the mat'));
  expect(found).toBeCloseTo(100 * ((6 / 9) * (5 / 8) * (4 / 7) * (3 / 6)) ** (1 / 4), 10);
  expect(bleu(words('a b c x d e f'), words('a b c d e f'))).toBe(0);
  expect(bleu([[]], words('a'))).toBe(0);
  expect(() => bleu([], words('a'))).toThrow('0 translations of 1 references');
});
