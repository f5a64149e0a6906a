import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults } from '../../scripts/faults/all.mjs';
import { plant } from '../../scripts/faults/plant.mjs';
import type { Fault } from '../../scripts/faults/types.ts';
import { root } from '../support/cli.ts';

const fault: Fault = {
  name: 'sign',
  category: 'sign',
  file: 'a.wgsl',
  find: 'a + b',
  replace: 'a - b',
  tests: { files: [] },
};

test('a fault replaces its text, to the letter', () => {
  expect(plant('y = a + b;', { ...fault, replace: '$& a - b' })).toBe('y = $& a - b;');
});

test.each([
  ['is gone', 'y = a + c;', /"sign" is stale.*once in a.wgsl and does not stand/],
  ['stands twice', 'a + b; a + b', /"sign" is stale.*stands 2 times/],
])('a fault whose place %s is refused', (_, text, message) => {
  expect(() => plant(text, fault)).toThrow(message);
});

test('a fault that changes nothing is refused', () => {
  expect(() => plant('a + b', { ...fault, replace: 'a + b' })).toThrow('"sign" changes nothing');
});

test('every fault has a name of its own', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

test.each(faults)('$name fits the sources and has tests', ({ file, tests, ...rest }) => {
  const text = readFileSync(`${root}${file}`, 'utf8');
  expect(plant(text, { ...rest, file, tests })).not.toBe(text);
  expect(tests.files.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
});
