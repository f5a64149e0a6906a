import { expect, test } from 'vitest';
import { entropyOfClasses } from '../../src/evaluation/classEntropy.ts';

test('the entropy of the mean of all rows, of codes of two variables', () => {
  // Two rows whose variables of two classes are certain and differ: q(z) has two values of ½.
  const certain = Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0);
  expect(entropyOfClasses(certain, certain, 4)).toBeCloseTo(Math.log(2), 6);
  // The same code of all rows has no entropy.
  const equal = Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1);
  expect(entropyOfClasses(equal, equal, 4)).toBeCloseTo(0, 6);
  // A row that is certain and one that is not: q is ¾ and ¼ at the two samples.
  const z = Float32Array.of(1, 0, 0, 1);
  const mixed = Float32Array.of(1, 0, 0.5, 0.5);
  expect(entropyOfClasses(z, mixed, 2)).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 6);
});
