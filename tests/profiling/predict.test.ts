import { describe, expect, test } from 'vitest';
import { ConfigError, type GpuPeak, predictStep, stepCost } from '../../src/index.ts';

/** One floating-point operation per nanosecond, two bytes per nanosecond, 3 µs per dispatch. */
const peak: GpuPeak = { gflops: 1, gbPerSecond: 2, microsecondsPerDispatch: 3 };

function predict(flops: number, bytes: number, others: Partial<GpuPeak> = {}) {
  const dispatch = { label: 'a', kernel: 'k', flops, bytes, reads: [], writes: [] };
  const { dispatches, ms } = predictStep({ dispatches: [dispatch] }, { ...peak, ...others });
  return { bound: dispatches[0]?.bound, ms };
}

describe('a dispatch is bound by what takes longest', () => {
  test.each([
    { what: 'arithmetic', flops: 10_000, bytes: 10_000, bound: 'compute', ms: 0.013 },
    { what: 'memory', flops: 10_000, bytes: 40_000, bound: 'memory', ms: 0.023 },
    { what: 'being a dispatch', flops: 2_999, bytes: 5_998, bound: 'dispatch', ms: 0.005_999 },
    { what: 'nothing but being one', flops: 0, bytes: 0, bound: 'dispatch', ms: 0.003 },
  ])('$what', ({ flops, bytes, bound, ms }) => {
    expect(predict(flops, bytes).bound).toBe(bound);
    expect(predict(flops, bytes).ms).toBeCloseTo(ms, 12);
  });

  test('at a tie, arithmetic comes before memory and work before the dispatch', () => {
    expect(predict(10_000, 20_000).bound).toBe('compute');
    expect(predict(3_000, 0).bound).toBe('compute');
    expect(predict(0, 6_000).bound).toBe('memory');
    expect(predict(0, 0, { microsecondsPerDispatch: 0 }).ms).toBe(0);
  });
});

test('a step takes the sum of its dispatches', async () => {
  const cost = await stepCost();
  const { dispatches, ms } = predictStep(cost, peak);
  expect(dispatches.map(({ label }) => label)).toEqual(cost.dispatches.map(({ label }) => label));
  expect(ms).toBeCloseTo(
    dispatches.reduce((sum, dispatch) => sum + dispatch.ms, 0),
    9,
  );
  expect(ms).toBeGreaterThan(cost.flops / 1e6);
});

test.each([
  ['gflops', 0],
  ['gflops', Number.NaN],
  ['gbPerSecond', -1],
  ['microsecondsPerDispatch', -1],
  ['microsecondsPerDispatch', Number.NaN],
])('a peak with %s %d is refused by name', async (key, value) => {
  const cost = await stepCost();
  const predictOn = () => predictStep(cost, { ...peak, [key]: value });
  expect(predictOn).toThrow(ConfigError);
  expect(predictOn).toThrow(`peak.${key} must be`);
  expect(predictOn).toThrow(`got ${value}`);
});
