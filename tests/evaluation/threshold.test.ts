import { expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/errors.ts';
import { anomalyPValues, anomalyThreshold } from '../../src/evaluation/index.ts';
import { TestRandom } from '../support/random.ts';

test('the limit is a score that so many usual rows are at most', () => {
  const usual = Float32Array.from([5, 1, 4, 2, 3, 9, 8, 7, 6]);
  // With nine rows a tenth, itself a tenth of ten, is above the largest.
  expect(anomalyThreshold(usual, { falseAlarms: 0.1 })).toEqual({
    ...{ limit: 9, rows: 9 },
    falseAlarms: expect.closeTo(0.1, 12),
  });
  expect(anomalyThreshold(usual, { falseAlarms: 0.35 })).toEqual({
    ...{ limit: 7, rows: 9 },
    falseAlarms: expect.closeTo(0.3, 12),
  });
  // Nearly all rows may be told: those above the smallest.
  expect(anomalyThreshold(usual, { falseAlarms: 1 - 1e-12 })).toEqual({
    ...{ limit: 1, rows: 9 },
    falseAlarms: expect.closeTo(0.9, 12),
  });
  expect([...anomalyPValues(usual, Float32Array.from([9.5, 9, 0]))]).toEqual(
    [0.1, 0.2, 1].map(Math.fround),
  );
});

test('new usual rows are reported as often as asked for, whatever the distribution', () => {
  const random = new TestRandom(11);
  const asked = 0.05;
  const draws = 2000;
  let alarms = 0;
  let small = 0;
  for (let draw = 0; draw < draws; draw++) {
    // Heavy tails: the exponential of a normal, cubed.
    const scores = Float32Array.from(random.normal(60), (value) => Math.exp(value) ** 3);
    const [usual, fresh] = [scores.subarray(1), scores.subarray(0, 1)];
    alarms += Number((fresh[0] as number) > anomalyThreshold(usual, { falseAlarms: asked }).limit);
    small += Number((anomalyPValues(usual, fresh)[0] as number) <= asked + 1e-6);
  }
  // The exact rate is asked: 60 · (1 - 0.05) is whole. Four standard errors.
  const error = 4 * Math.sqrt((asked * (1 - asked)) / draws);
  expect(Math.abs(alarms / draws - asked)).toBeLessThan(error);
  expect(small).toBe(alarms);
});

test('too few rows and wrong scores are refused', () => {
  const few = new Float32Array(98);
  expect(() => anomalyThreshold(few)).toThrow(ConfigError);
  expect(() => anomalyThreshold(few)).toThrow('takes 99 usual rows or more, got 98');
  expect(anomalyThreshold(new Float32Array(99)).rows).toBe(99);
  for (const falseAlarms of [0, 1, '0.5', [0.5]]) {
    expect(() => anomalyThreshold(few, { falseAlarms } as never)).toThrow('falseAlarms');
  }
  expect(() => anomalyThreshold(new Float32Array())).toThrow(DataError);
  expect(() => anomalyPValues(few, Float32Array.of(0, Number.NaN))).toThrow(
    'scores: value 1 is NaN',
  );
});
