import { describe, expect, test } from 'vitest';
import { cost, peak, profileOf } from './profiles.ts';

describe('a profile', () => {
  test('gives each dispatch the rates of its cost and time', () => {
    const [product, adam] = profileOf().dispatches;
    expect(product).toEqual({
      ...cost.dispatches[0],
      ms: 8,
      rates: { gflops: 5, gbPerSecond: 0.125 },
    });
    expect(adam?.rates).toEqual({ gflops: 0.4, gbPerSecond: 4 });
  });

  test('gives none where the time was too short to be seen', () => {
    const [, , kl] = profileOf().dispatches;
    expect(kl?.ms).toBe(0);
    expect(kl).not.toHaveProperty('rates');
  });

  test('compares with a peak where one is given', () => {
    const profile = profileOf({}, { peak });
    expect(profile.dispatches.map(({ bound }) => bound)).toEqual(['compute', 'memory', 'dispatch']);
    expect(profile.dispatches[0]?.rates?.percentOfPeak).toBeCloseTo(50);
    expect(profile.rates?.percentOfPeak).toBeCloseTo((100 * 42.001) / 12.5 / 10);
    expect(profile.dispatches[0]?.predictedMs).toBeCloseTo(4.002, 9);
    expect(profile.predictedMs).toBeCloseTo(4 + 4 + 0.0001 + 3 * 0.002, 6);
    expect(profile.peak).toEqual(peak);
    expect(profileOf()).not.toHaveProperty('predictedMs');
  });

  test('says how far timing one by one changes the whole', () => {
    expect(profileOf()).toMatchObject({ stepMs: 12.5, passesMs: 13, perturbation: 13 / 12.5 });
  });

  test('of whole steps has costs, and no times of dispatches', () => {
    const profile = profileOf({ dispatchMs: undefined });
    expect(profile.mode).toBe('step');
    expect(profile.dispatches[0]).toEqual(cost.dispatches[0]);
    expect(profile).not.toHaveProperty('passesMs');
    expect(profile).not.toHaveProperty('perturbation');
  });
});

describe('how it was measured', () => {
  test.each([
    [
      {},
      'GPU timestamps, medians of 30; whole steps: bursts of 4 steps in one pass; dispatches: a',
    ],
    [{ burst: 1 }, 'whole steps: one step in one pass'],
    [{ dispatchMs: undefined }, 'bursts of 4 steps in one pass'],
    [{ quantised: true, resolutionMs: 0.1 }, 'coarse, multiples of 100 µs'],
    [{ quantised: true, resolutionMs: 0.1 }, 'means of 30'],
    [{ quantised: true, resolutionMs: 0 }, 'too coarse to see anything'],
    [{ clock: 'wall', resolutionMs: 0 }, 'the device has no timestamp-query: slopes of the host'],
  ] as const)('%j', (times, text) => {
    expect(profileOf(times).clock.description).toContain(text);
  });
});
