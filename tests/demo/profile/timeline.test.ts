import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layTimeline, ticksTo } from '../../../demo/src/views/profile/timeline.ts';
import { dispatchOf } from './profiles.ts';

describe('the time axis of a step', () => {
  test('lays measured and predicted times end to end, to one scale', () => {
    const dispatches = [dispatchOf('a', 1, 0.5), dispatchOf('b', 3, 1), dispatchOf('c', 4, 0.5)];
    const { endMs, measured, predicted, step } = layTimeline(dispatches, 6);
    expect(endMs).toBe(8);
    expect(measured).toEqual([
      { start: 0, length: 1 / 8 },
      { start: 1 / 8, length: 3 / 8 },
      { start: 4 / 8, length: 4 / 8 },
    ]);
    expect(predicted[2]).toEqual({ start: 1.5 / 8, length: 0.5 / 8 });
    expect(step).toEqual({ start: 0, length: 6 / 8 });
  });

  test('ends where the whole step does, if that takes longer than its parts', () => {
    expect(layTimeline([dispatchOf('a', 1)], 10)).toMatchObject({
      endMs: 10,
      measured: [{ start: 0, length: 0.1 }],
      step: { length: 1 },
    });
  });

  test('has no lane of which a time is missing', () => {
    const timeline = layTimeline([dispatchOf('a', 1, 1), dispatchOf('b', 2)], 3);
    expect(timeline.measured).toHaveLength(2);
    expect(timeline.predicted).toEqual([]);
  });

  test.each([0, Number.MIN_VALUE])('of %d ms has an axis all the same', (ms) => {
    const { endMs, measured } = layTimeline([dispatchOf('a', ms)], 0);
    expect(endMs).toBeGreaterThan(0);
    expect(measured).toEqual([{ start: 0, length: ms }]);
  });

  test('keeps every span on the axis, each beginning where the last one ends', () => {
    const times = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 1e4, noNaN: true }), (all, stepMs) => {
        const dispatches = all.map((ms) => dispatchOf('a', ms));
        const { measured, endMs } = layTimeline(dispatches, stepMs);
        let end = 0;
        for (const [i, { start, length }] of measured.entries()) {
          expect(start).toBeCloseTo(end, 9);
          expect(length * endMs).toBeCloseTo(all[i] ?? Number.NaN, 6);
          end = start + length;
        }
        expect(measured).toHaveLength(all.length);
        expect(end).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('marks of an axis', () => {
  test.each([
    [10, [0, 2, 4, 6, 8, 10]],
    [43.3, [0, 10, 20, 30, 40]],
    [0.35, [0, 0.1, 0.2, 0.3]],
    [6, [0, 1, 2, 3, 4, 5, 6]],
  ])('to %d', (end, ticks) => {
    expect(ticksTo(end)).toEqual(ticks);
  });

  test('are few, evenly spaced, at 1, 2 or 5 times a power of ten, to near the end', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (end) => {
        const ticks = ticksTo(end);
        const [first, step = 0] = ticks;
        expect(first).toBe(0);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(step.toExponential().charAt(0)).toMatch(/[125]/);
        const last = ticks.at(-1) ?? 0;
        expect(last).toBeLessThanOrEqual(end * (1 + 1e-6));
        expect(last + step).toBeGreaterThan(end * (1 - 1e-6));
      }),
    );
  });
});
