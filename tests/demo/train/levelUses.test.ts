import { expect, test } from 'vitest';
import { levelsOf } from '../../../demo/src/views/explore/levels/levels.ts';
import { bars, levelUses } from '../../../demo/src/views/train/levelUses.ts';

const glimpse = {
  klPerDimension: Float64Array.of(0.5, 2, 0, 1, 3),
  activeDimensions: [true, true, false, false, true],
};

test('a code of one level has no name, and its dimensions are sorted', () => {
  const uses = levelUses(glimpse, levelsOf([5]));
  expect(uses).toEqual([{ kl: [3, 2, 1, 0.5, 0], active: 3 }]);
  expect(bars(uses)).toEqual([
    [1, 2, 3, 4, 5],
    [3, 2, 1, 0.5, 0],
  ]);
});

test('levels are told one by one, with a free place between their bars', () => {
  const uses = levelUses(glimpse, levelsOf([3, 2]));
  expect(uses).toEqual([
    { name: 'Level 1', kl: [2, 0.5, 0], active: 2 },
    { name: 'Level 2', kl: [3, 1], active: 1 },
  ]);
  expect(bars(uses)).toEqual([
    [1, 2, 3, 5, 6],
    [2, 0.5, 0, 3, 1],
  ]);
});

test('before the first look there is nothing to tell', () => {
  expect(levelUses(undefined, levelsOf([3, 2]))).toEqual([]);
  expect(bars([])).toEqual([[], []]);
});
