import { expect, test } from 'vitest';
import { latest } from '../../../demo/src/session/latest.ts';

/** Answers that the test gives, in order. */
function byHand() {
  const open: { question: number; answer: (value: string) => void; fail: (e: Error) => void }[] =
    [];
  const answer = (question: number) =>
    new Promise<string>((resolve, reject) => {
      open.push({ question, answer: resolve, fail: reject });
    });
  return { open, answer };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

const failed = (error: unknown) => expect.unreachable(String(error));

test('asks one question at a time, and then the newest', async () => {
  const { open, answer } = byHand();
  const delivered: unknown[] = [];
  const ask = latest(answer, (...args) => delivered.push(args), failed);
  for (const question of [1, 2, 3, 4]) ask(question);
  expect(open.map(({ question }) => question)).toEqual([1]);
  open[0]?.answer('one');
  await settled();
  expect(open.map(({ question }) => question)).toEqual([1, 4]);
  open[1]?.answer('four');
  await settled();
  expect(delivered).toEqual([
    ['one', 1],
    ['four', 4],
  ]);
  ask(5);
  expect(open.at(-1)?.question).toBe(5);
});

test('goes on after an error, which is told', async () => {
  const { open, answer } = byHand();
  const failures: unknown[] = [];
  const delivered: unknown[] = [];
  const ask = latest(
    answer,
    (value) => delivered.push(value),
    (error) => failures.push(error),
  );
  ask(1);
  ask(2);
  const error = new Error('lost');
  open[0]?.fail(error);
  await settled();
  open[1]?.answer('two');
  await settled();
  expect(failures).toEqual([error]);
  expect(delivered).toEqual(['two']);
});
