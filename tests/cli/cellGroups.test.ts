import { expect, test } from 'vitest';
import { pairsOf } from '../../src/cli/cellGroups.ts';

test('groups have one order, whatever that of the cells: numbers by their values, then texts', () => {
  for (const groups of [
    ['3', '20a', '100'],
    ['100', '3', '20a'],
    ['20a', '100', '3'],
  ]) {
    expect(pairsOf(groups, {}).map(({ group }) => group)).toEqual(['3', '100', '20a']);
  }
});
