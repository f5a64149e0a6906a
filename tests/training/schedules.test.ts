import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { ConfigError, type Schedule } from '../../src/index.ts';
import { checkSchedule, scheduledValue } from '../../src/schedules/schedule.ts';
import { resolveTraining } from '../../src/training/options.ts';

const at = (schedule: Schedule, ...steps: number[]): number[] =>
  steps.map((step) => scheduledValue('beta', schedule, step));

describe('values worked out by hand', () => {
  test.each<[string, Schedule, readonly [step: number, value: number][]]>([
    [
      'constant',
      0.25,
      [
        [1, 0.25],
        [1e6, 0.25],
      ],
    ],
    [
      'function',
      (step) => step / 8,
      [
        [1, 0.125],
        [4, 0.5],
      ],
    ],
    [
      'linear',
      { kind: 'linear', from: 1, to: 3, steps: 8 },
      [
        [1, 1],
        [2, 1.25],
        [5, 2],
        [9, 3],
        [100, 3],
      ],
    ],
    [
      'sigmoid',
      { kind: 'sigmoid', from: 0, to: 2, steps: 4, steepness: 4 },
      // σ(-1) = 0.268941, σ(±2) = 0.880797 | 0.119203: (σ(-1) - σ(-2)) / (σ(2) - σ(-2)) = 0.196612
      [
        [1, 0],
        [2, 0.393224],
        [3, 1],
        [4, 1.606776],
        [5, 2],
        [50, 2],
      ],
    ],
    [
      'cyclical',
      { kind: 'cyclical', steps: 20, cycles: 2, ratio: 0.5 },
      [
        [1, 0],
        [2, 0.2],
        [5, 0.8],
        [6, 1],
        [10, 1],
        [11, 0],
        [13, 0.4],
        [20, 1],
        [21, 1],
      ],
    ],
    [
      'cosine',
      { kind: 'cosine', from: 4, to: 2, steps: 4 },
      [
        [1, 4],
        [2, 3 + Math.SQRT1_2],
        [3, 3],
        [4, 3 - Math.SQRT1_2],
        [5, 2],
        [9, 2],
      ],
    ],
    [
      'cosine with a warm-up',
      { kind: 'cosine', from: 1, steps: 6, warmup: 4 },
      [
        [1, 0.25],
        [4, 1],
        [5, 1],
        [6, 0.5],
        [7, 0],
      ],
    ],
    [
      'step',
      { kind: 'step', from: 8, factor: 0.5, every: 3 },
      [
        [1, 8],
        [3, 8],
        [4, 4],
        [6, 4],
        [7, 2],
        [10, 1],
      ],
    ],
    [
      'warmup',
      { kind: 'warmup', to: 2, steps: 4 },
      [
        [1, 0.5],
        [2, 1],
        [4, 2],
        [5, 2],
      ],
    ],
  ])('%s', (_, schedule, points) => {
    expect(() => checkSchedule('beta', schedule)).not.toThrow();
    for (const [step, value] of points) {
      expect(scheduledValue('beta', schedule, step), `step ${step}`).toBeCloseTo(value, 6);
    }
  });
});

const amount = fc.double({ min: 0, max: 100, noNaN: true });
const steps = fc.integer({ min: 1, max: 500 });
const ends = fc.record({ from: amount, to: amount, steps });
const moving: fc.Arbitrary<
  Extract<Schedule, object> & { from: number; to: number; steps: number }
> = fc.oneof(
  ends.map((each) => ({ kind: 'linear' as const, ...each })),
  fc
    .tuple(ends, fc.double({ min: 0.1, max: 100, noNaN: true }))
    .map(([each, steepness]) => ({ kind: 'sigmoid' as const, ...each, steepness })),
  ends.map((each) => ({ kind: 'cosine' as const, ...each })),
) as never;

describe('any schedule from one value to another', () => {
  test('starts and ends exactly there, moves one way and never leaves the two', () => {
    fc.assert(
      fc.property(moving, (schedule) => {
        const { from, to, steps: length } = schedule;
        expect(at(schedule, 1, length + 1, length + 1000)).toEqual([from, to, to]);
        const values = at(schedule, ...Array.from({ length: length + 3 }, (_, i) => i + 1));
        const slack = 1e-12 * (1 + from + to);
        for (const [i, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(Math.min(from, to) - slack);
          expect(value).toBeLessThanOrEqual(Math.max(from, to) + slack);
          const change = value - (values[i - 1] ?? value);
          expect(change * Math.sign(to - from)).toBeGreaterThanOrEqual(-slack);
        }
      }),
    );
  });

  test('has no jump: a line and a cosine move by π / 2 of their average at most', () => {
    fc.assert(
      fc.property(ends, fc.constantFrom('linear' as const, 'cosine' as const), (each, kind) => {
        const values = at(
          { kind, ...each },
          ...Array.from({ length: each.steps + 2 }, (_, i) => i + 1),
        );
        const most = ((Math.PI / 2) * Math.abs(each.to - each.from)) / each.steps;
        for (const [i, value] of values.slice(1).entries()) {
          expect(Math.abs(value - (values[i] ?? 0))).toBeLessThanOrEqual(most + 1e-9);
        }
      }),
    );
  });

  test('cyclical repeats itself until its last step, within its ends', () => {
    const cycle = fc.record({
      cycles: fc.integer({ min: 1, max: 9 }),
      period: fc.integer({ min: 1, max: 60 }),
      ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
      step: fc.nat(500),
    });
    fc.assert(
      fc.property(cycle, ({ cycles, period, ratio, step }) => {
        const total = cycles * period;
        const schedule: Schedule = {
          kind: 'cyclical',
          steps: total,
          cycles,
          ratio,
          from: 2,
          to: 5,
        };
        const first = 1 + (step % total);
        const [value = 0] = at(schedule, first);
        expect(value).toBeGreaterThanOrEqual(2);
        expect(value).toBeLessThanOrEqual(5);
        if (first + period <= total) expect(at(schedule, first + period)).toEqual([value]);
        expect(at(schedule, 1 + period * (step % cycles), total + 1 + step)).toEqual([2, 5]);
      }),
    );
  });
});

describe('what makes no sense is refused by name', () => {
  const cosine = { kind: 'cosine', from: 1, steps: 5 } as const;
  test.each<[object, RegExp]>([
    [{ beta: -1 }, /beta must be 0 or above, .* float32 can hold, got -1/],
    [{ beta: Number.NaN }, /beta must be 0 or above.* got NaN/],
    [{ beta: 'high' }, /beta must be 0 or above.* got "high"/],
    [{ beta: { kind: 'cubic' } }, /beta\.kind must be one of cosine, cyclical, .* got "cubic"/],
    [{ beta: { kind: 'toString' } }, /beta\.kind must be one of/],
    [
      { beta: { kind: 'linear', from: 0, to: 1, steps: 0 } },
      /beta\.steps must be a whole number from 1 .* got 0/,
    ],
    [
      { beta: { kind: 'linear', from: 0, steps: 9 } },
      /beta\.to must be 0 or above.* got undefined/,
    ],
    [
      { beta: { kind: 'sigmoid', from: 0, to: 1, steps: 9, steepness: 0 } },
      /beta\.steepness must be above 0 and at most 100/,
    ],
    [
      { beta: { kind: 'cyclical', steps: 9, ratio: 1.5 } },
      /beta\.ratio must be above 0 and at most 1, got 1\.5/,
    ],
    [{ beta: { kind: 'cyclical', steps: 9, cycles: 0.5 } }, /beta\.cycles must be a whole number/],
    [
      { learningRate: { ...cosine, warmup: 5 } },
      /learningRate\.steps must be a whole number from 6 .* got 5/,
    ],
    [
      { learningRate: { kind: 'step', from: 1, factor: 2, every: 3 } },
      /learningRate\.factor must be above 0 and at most 1, got 2/,
    ],
    [
      { learningRate: { kind: 'warmup', to: 1e39, steps: 3 } },
      /learningRate\.to must be 0 or above.* got 1e\+39/,
    ],
    [{ freeBits: -0.5 }, /freeBits must be 0 or above.* got -0\.5/],
    [{ capacity: Number.POSITIVE_INFINITY }, /capacity must be 0 or above.* got Infinity/],
    [
      { capacity: 5, freeBits: 0.5 },
      /freeBits \(0\.5\) and capacity each replace the KL: leave one out/,
    ],
  ])('%o', (options, message) => {
    expect(() => resolveTraining(options, vaeFamily)).toThrow(ConfigError);
    expect(() => resolveTraining(options, vaeFamily)).toThrow(message);
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e39, undefined])(
    'a function that returns %s, with its step',
    (value) => {
      const schedule = (step: number): number => (step === 7 ? (value as number) : 1);
      expect(at(schedule, 6)).toEqual([1]);
      expect(() => at(schedule, 7)).toThrow(ConfigError);
      expect(() => at(schedule, 7)).toThrow(
        `given as beta must return 0 or above, within what float32 can hold; at step 7 it returned ${value}`,
      );
    },
  );
});
