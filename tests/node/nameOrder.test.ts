import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOrder } from '../../src/node/nameOrder.ts';

test('numbers are first by their values, then texts, in whatever order the file has them', () => {
  const names = ['-2', '0', '1', '1.0', '3', '100', '', '20a', 'Infinity', 'NaN', 'a', 'b'];
  const any = fc.shuffledSubarray(names, { minLength: names.length });
  fc.assert(
    fc.property(any, (mixed) => {
      expect(mixed.toSorted(nameOrder)).toEqual(names);
    }),
  );
});
