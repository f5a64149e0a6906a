import { describe, expect, test } from 'vitest';
import type { ProfileRecord } from '../../../demo/src/session/measurements.ts';
import { headlines, perturbationText } from '../../../demo/src/views/profile/headlines.ts';
import type { Profile } from '../../../src/index.ts';
import { dispatchOf, profileOf } from './profiles.ts';

function figuresOf(differing: Partial<Profile> = {}, stepsPerSubmit = 8): Record<string, string> {
  const record: ProfileRecord = {
    profile: profileOf([dispatchOf('a', 1), dispatchOf('b', 3)], differing),
    architecture: { family: 'vae' },
    widths: [784, 400, 20],
    statistics: { dispatchesPerStep: 2, stepsPerSubmit },
    step: 10,
    epoch: 1,
    taken: new Date(0),
  };
  return Object.fromEntries(headlines(record).map(({ name, value }) => [name, value]));
}

describe('headline figures', () => {
  test('follow from the step', () => {
    const peak = { gflops: 100, gbPerSecond: 50, microsecondsPerDispatch: 1 };
    const rates = { gflops: 2, gbPerSecond: 0.004, percentOfPeak: 2 };
    expect(figuresOf({ peak, rates, predictedMs: 0.25 })).toEqual({
      'Training step': '4 ms',
      // 100 images in 4 ms.
      'Images a second': '25,000',
      'GFLOP/s': '2',
      'Of the peak': '2 %',
      Roofline: '250 µs',
      'Dispatches a step': '2',
      'Submits a step': '0.125',
    });
  });

  test('say where there is nothing to say', () => {
    expect(figuresOf({}, 0)).toMatchObject({
      'GFLOP/s': '–',
      'Of the peak': '–',
      Roofline: '–',
      'Submits a step': '–',
    });
  });
});

describe('how far to trust the times', () => {
  test.each([
    [1.02, /1\.02 times.*can be trusted/],
    [1.4, /adds to each/],
    [3, /mostly the cost of timing/],
    [0.6, /disturbed.*Profile again/],
    [undefined, /not timed one by one/],
  ])('at %s', (perturbation, text) => {
    expect(perturbationText(perturbation)).toMatch(text);
  });
});
