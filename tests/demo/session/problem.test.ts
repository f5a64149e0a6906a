import { expect, test } from 'vitest';
import { problem } from '../../../demo/src/session/problem.ts';
import { DataError, LimitError, NumericsError } from '../../../src/errors.ts';

test('an error says what happened and what to change', () => {
  const nan = problem(new NumericsError('step 7 met NaN in "dfc4"', { step: 7, tensor: 'dfc4' }));
  expect(nan).toMatchObject({ kind: 'error', title: 'Training met NaN or infinity' });
  expect(nan.text).toMatch(/^step 7 met NaN in "dfc4"\. .*Lower the learning rate/);
  const memory = problem(new LimitError('no memory for 4 GiB'));
  expect(memory.title).toBe('Not enough GPU memory');
  expect(memory.text).toMatch(/no memory for 4 GiB\. Choose a smaller batch/);
});

test('an error without advice says what it says, once', () => {
  expect(problem(new DataError('no file could be read!')).text).toBe('no file could be read!');
  expect(problem('odd').text).toBe('odd.');
});

test('lines of a message become points', () => {
  const { text, details } = problem(new DataError('nothing usable:\na.png: broken\nb.txt: a text'));
  expect(text).toBe('nothing usable:');
  expect(details).toEqual(['a.png: broken', 'b.txt: a text']);
});
