import { expect, test } from 'vitest';
import { covering } from '../support/covering.ts';
import { everyKernelCase, kernelCases } from '../support/kernelCases.ts';
import { THOROUGH } from '../support/thorough.ts';

/** All combinations of choices, with this number of choices on each axis. */
function product(...counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (rows, count) => rows.flatMap((row) => Array.from({ length: count }, (_, i) => [...row, i])),
    [[]],
  );
}

test.each([
  { counts: [], single: 1, pairs: 1 },
  { counts: [5], single: 5, pairs: 5 },
  { counts: [3, 4], single: 4, pairs: 12 },
  // The standard example: three switches need four of eight combinations.
  { counts: [2, 2, 2], single: 2, pairs: 4 },
  { counts: [3, 1, 2], single: 3, pairs: 6 },
])('of $counts choices $single combinations have each, $pairs any two', (each) => {
  const all = product(...each.counts);
  expect([covering(all, 1), covering(all, 2)].map(({ length }) => length)).toEqual([
    each.single,
    each.pairs,
  ]);
});

test.each([1, 2] as const)('all that occurs is picked, at a strength of %d', (strength) => {
  // One choice occurs only with some of the others.
  const all = product(3, 4, 2, 3).filter(([a, b]) => a !== 1 || b === 2);
  const meetings = (rows: readonly (readonly number[])[]): Set<string> => {
    const found = new Set<string>();
    for (const row of rows) {
      for (const [i, a] of row.entries()) {
        for (const [j, b] of row.entries()) {
          if (strength === 1 ? i === j : i < j) found.add(`${i}:${a} ${j}:${b}`);
        }
      }
    }
    return found;
  };
  const picked = covering(all, strength).map((i) => all[i] ?? []);
  expect(meetings(picked)).toEqual(meetings(all));
  expect(picked.length).toBeLessThan(all.length / 2);
});

test('the cases of a run leave out no choice, and with THOROUGH=1 no pair of choices', () => {
  const meetings = (list: typeof everyKernelCase): string[] => {
    const found = list.flatMap(({ kernel, sizes, slots, flags }) => {
      const choices = Object.entries({ ...sizes, ...slots, ...flags }).map((each) =>
        each.join('='),
      );
      const others = THOROUGH ? choices : [''];
      return choices.flatMap((a) => others.map((b) => `${kernel} ${a} ${b}`));
    });
    return [...new Set(found)].sort();
  };
  expect(meetings(kernelCases)).toEqual(meetings(everyKernelCase));
  const every = new Set(everyKernelCase);
  expect(kernelCases.filter((each) => !every.has(each))).toEqual([]);
  expect(kernelCases.length).toBeLessThan((THOROUGH ? 0.75 : 0.4) * everyKernelCase.length);
});
