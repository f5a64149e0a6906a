import { expect, test } from 'vitest';
import { mirrorsIn, useFirst } from '../../scripts/isa/mirrors.mjs';

test('all mirrors of both formats are found, each once', () => {
  const sources = 'Types: deb\nURIs: http://a/debian http://b/debian\nSuites: trixie\n';
  const list =
    '# deb http://no\ndeb [arch=amd64] http://c/debian trixie main\ndeb http://a/debian x main\n';
  expect(mirrorsIn([sources, list])).toEqual([
    'http://a/debian',
    'http://b/debian',
    'http://c/debian',
  ]);
  expect(mirrorsIn([])).toEqual([]);
});

test("the others are tried when one fails, and the first one's reason is told if all do", () => {
  const tried: string[] = [];
  const use = (mirror: string) => {
    tried.push(mirror);
    if (mirror !== 'b') throw new Error(`${mirror} is away`);
  };
  expect(useFirst(['a', 'b', 'c'], use)).toBe('b');
  expect(tried).toEqual(['a', 'b']);
  expect(() => useFirst(['a', 'c'], use)).toThrow('a is away');
});
