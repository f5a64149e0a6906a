import { expect, test } from 'vitest';
import { everyKernelCase, kernelCases } from '../support/kernelCases.ts';
import { pairwise } from '../support/pairwise.ts';
import { THOROUGH } from '../support/thorough.ts';

/** All combinations of choices, with this number of choices on each axis. */
function product(...counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (rows, count) => rows.flatMap((row) => Array.from({ length: count }, (_, i) => [...row, i])),
    [[]],
  );
}

test.each([
  { counts: [], size: 1 },
  { counts: [5], size: 5 },
  { counts: [3, 4], size: 12 },
  // The standard example: three switches need four of eight combinations.
  { counts: [2, 2, 2], size: 4 },
  { counts: [3, 1, 2], size: 6 },
])('of $counts choices $size combinations are picked', ({ counts, size }) => {
  expect(pairwise(product(...counts))).toHaveLength(size);
});

test('any two choices that meet somewhere meet in a picked combination', () => {
  // One choice occurs only with some of the others.
  const all = product(3, 4, 2, 3).filter(([a, b]) => a !== 1 || b === 2);
  const meetings = (rows: readonly (readonly number[])[]): Set<string> => {
    const found = new Set<string>();
    for (const row of rows) {
      for (const [i, a] of row.entries()) {
        for (const [j, b] of row.entries()) if (i < j) found.add(`${i}:${a} ${j}:${b}`);
      }
    }
    return found;
  };
  const picked = pairwise(all).map((i) => all[i] ?? []);
  expect(meetings(picked)).toEqual(meetings(all));
  expect(picked.length).toBeLessThan(all.length / 2);
});

test('the cases of a run are every case, or leave out only what is covered by pairs', () => {
  const pairs = (list: typeof everyKernelCase): string[] => {
    const found = list.flatMap(({ kernel, sizes, slots, flags }) => {
      const choices = Object.entries({ ...sizes, ...slots, ...flags }).map((each) =>
        each.join('='),
      );
      return choices.flatMap((a) => choices.map((b) => `${kernel} ${a} ${b}`));
    });
    return [...new Set(found)].sort();
  };
  expect(pairs(kernelCases)).toEqual(pairs(everyKernelCase));
  const every = new Set(everyKernelCase);
  expect(kernelCases.filter((each) => !every.has(each))).toEqual([]);
  if (THOROUGH) expect(kernelCases).toEqual(everyKernelCase);
  else expect(kernelCases.length).toBeLessThan(0.75 * everyKernelCase.length);
});
