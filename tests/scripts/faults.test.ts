import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faults } from '../../scripts/faults/all.mjs';
import { controlTests } from '../../scripts/faults/control.mjs';
import { inTurn } from '../../scripts/faults/inTurn.mjs';
import { plant } from '../../scripts/faults/plant.mjs';
import { select } from '../../scripts/faults/select.mjs';
import type { Fault } from '../../scripts/faults/types.ts';
import { controlVerdict, summary, verdict } from '../../scripts/faults/words.mjs';
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

const named = (name: string, file = 'a.test.ts', pattern?: string): Fault => {
  return { ...fault, name, tests: { files: [file], ...(pattern ? { name: pattern } : {}) } };
};

describe('select', () => {
  const three = ['sum-left', 'sum-right', 'sign'].map((name) => named(name));
  const chosen = (names: readonly string[], from: string) =>
    select(three, { names, from }).map(({ position, fault: { name } }) => `${position} ${name}`);

  test('takes every fault, or those whose names contain a text', () => {
    expect(chosen([], '1')).toEqual(['1 sum-left', '2 sum-right', '3 sign']);
    expect(chosen(['right', 'sign'], '1')).toEqual(['1 sum-right', '2 sign']);
  });

  test('goes on from a position, and leaves the positions as they are', () => {
    expect(chosen([], '2')).toEqual(['2 sum-right', '3 sign']);
    expect(chosen(['sum'], '2')).toEqual(['2 sum-right']);
  });

  test.each(['0', '4', '1.5', 'two', ''])('refuses the position "%s"', (from) => {
    expect(() => select(three, { names: [], from })).toThrow(/--from .* from 1 to 3, got/);
  });

  test('refuses a name that no fault has', () => {
    const names = ['sum', 'nobody', 'nothing'];
    expect(() => select(three, { names, from: '1' })).toThrow('"nobody" or "nothing"; see --list');
  });
});

test('the control runs each file once, with all patterns that faults have for it', () => {
  const tests = controlTests([
    named('1', 'a.test.ts', '^x '),
    named('2', 'b.test.ts', '^z '),
    named('3', 'a.test.ts', 'y|w'),
    named('4', 'a.test.ts', '^x '),
    named('5', 'b.test.ts'),
  ]);
  expect(tests).toEqual([
    { files: ['a.test.ts'], name: '(?:^x )|(?:y|w)' },
    { files: ['b.test.ts'] },
  ]);
});

test('workers take items in turn, each when its last is done', async () => {
  const taken: string[] = [];
  const waits: Record<string, Promise<void>> = {};
  let release = () => {};
  waits[1] = new Promise((resolve) => {
    release = resolve;
  });
  await inTurn([1, 2, 3], ['a', 'b'], async (item, worker) => {
    taken.push(`${item} ${worker}`);
    await waits[item];
    if (item === 3) release();
  });
  expect(taken).toEqual(['1 a', '2 b', '3 b']);
});

describe('what is told of a fault', () => {
  const caught = { fault, run: { kind: 'failed', test: 'a sum' }, seconds: 4.2 } as const;
  const missed = { fault, run: { kind: 'passed', count: 7 }, seconds: 75 } as const;
  const reason = 'timed out: no end after 90 s:\n    the last line';
  const broken = { fault, run: { kind: 'broken', reason }, seconds: 90 } as const;

  test('names the test that caught it', () => {
    expect(verdict(caught)).toBe('caught in 4 s · a sum');
  });

  test('says that it was missed, or why nothing is known', () => {
    expect(verdict(missed)).toBe('MISSED in 1 min 15 s · all 7 tests pass');
    expect(verdict(broken)).toBe(`BROKEN after 1 min 30 s · ${reason}`);
  });

  test('ends with those that were not caught, and why', () => {
    expect(summary([caught, missed, broken], 200)).toBe(
      [
        '',
        'Not caught:',
        '  sign (a.wgsl): MISSED in 1 min 15 s · all 7 tests pass',
        `  sign (a.wgsl): BROKEN after 1 min 30 s · ${reason}`,
        '',
        '1 of 3 faults caught in 3 min 20 s',
      ].join('\n'),
    );
    expect(summary([caught], 4)).toBe('\n1 of 1 faults caught in 4 s');
  });

  test('the control tells whether the tests pass without a fault', () => {
    expect(controlVerdict(missed.run, 9)).toBe('7 tests pass in 9 s');
    expect(controlVerdict(caught.run, 9)).toBe('FAILS without a fault after 9 s · a sum');
    expect(controlVerdict(broken.run, 90)).toBe(
      `BROKEN without a fault after 1 min 30 s · ${reason}`,
    );
  });
});
