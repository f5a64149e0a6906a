import { expect, test } from 'vitest';
import { LimitError } from '../../src/errors.ts';
import { mean, median } from '../../src/gpu/averages.ts';
import { Timestamps } from '../../src/gpu/timestamps.ts';
import { useGpu } from '../support/gpu.ts';

const gpu = useGpu();

test('a device is opened with timestamps where the adapter has them', () => {
  expect(Timestamps.available(gpu())).toBe(true);
});

test('each pass has a time, the latest measurement alone', async () => {
  const timestamps = new Timestamps(gpu(), 3);
  for (const passes of [3, 1, 2]) {
    const times = await timestamps.measure((begin) => {
      for (let i = 0; i < passes; i++) begin(`pass ${i}`).end();
    });
    expect(times).toHaveLength(passes);
    for (const ms of times) expect(ms).toBeGreaterThanOrEqual(0);
  }
  timestamps.dispose();
});

test('more passes than a query set can time are refused', () => {
  expect(() => new Timestamps(gpu(), 2049)).toThrow(LimitError);
  expect(() => new Timestamps(gpu(), 2049)).toThrow('2049 passes take 4098 timestamps');
});

test.each([
  { values: [3, 1, 2], middle: 2, average: 2 },
  { values: [10, 1, 2, 3], middle: 2.5, average: 4 },
  { values: [7], middle: 7, average: 7 },
  { values: [], middle: Number.NaN, average: Number.NaN },
])('of $values the median is $middle and the mean $average', ({ values, middle, average }) => {
  expect(median(values)).toBe(middle);
  expect(mean(values)).toBe(average);
});
