import { afterEach, expect, test, vi } from 'vitest';
import { LIMIT_MS, withinLimit } from '../../bench/lib/limit.mjs';

afterEach(() => vi.useRealTimers());

test('a page that does not answer is given up by name', async () => {
  vi.useFakeTimers();
  const waiting = expect(withinLimit('products', new Promise(() => {}))).rejects.toThrow(
    'the page "products" gave no answer for 15 minutes',
  );
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  await waiting;
});

test('an answer in time, good or bad, is passed on and leaves no timer', async () => {
  vi.useFakeTimers();
  expect(await withinLimit('steps', Promise.resolve(7))).toBe(7);
  await expect(withinLimit('steps', Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(vi.getTimerCount()).toBe(0);
});
