import { expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { differentialExpression } from '../../src/evaluation/index.ts';

const points = (...rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  columns: rows[0]?.length ?? 0,
});

test('of rows that are alike, every pair says the same', () => {
  const first = points([0.5, 0.25, 0.25, 0], [0.5, 0.25, 0.25, 0]);
  const second = points([0.125, 0.25, 0.375, 0.25]);
  const floor = 2 ** -40;
  const found = differentialExpression(first, second, { floor, change: 0.6 });
  for (const [i, expected] of [-2, 0, Math.log2(1.5), 38].entries()) {
    expect(found.logFoldChange[i]).toBeCloseTo(expected, 5);
  }
  expect([...found.probability].map((p) => Math.round(p * 1e6) / 1e6)).toEqual([1, 0, 0, 1]);
  expect([...found.order]).toEqual([3, 0, 2, 1]);
});

test('a probability is the share of all pairs that differ', () => {
  // One of the two columns of the second group differs in 1 of 4 rows, and half of the first group has it.
  const first = points([0.1, 0.9], [0.4, 0.6]);
  const second = points([0.1, 0.9], [0.1, 0.9], [0.1, 0.9], [0.4, 0.6]);
  const { probability, logFoldChange } = differentialExpression(first, second, {
    pairs: 100_000,
    floor: 1e-9,
    change: 1,
  });
  // Pairs with 0.1 and 0.4: of the first 1/2 · 1/4, of the second 1/2 · 3/4.
  expect(Math.abs((probability[0] as number) - 0.5)).toBeLessThan(0.01);
  expect(probability[1]).toBe(0);
  expect(Math.abs((logFoldChange[0] as number) - 2 * (1 / 8 - 3 / 8))).toBeLessThan(0.02);
});

test('without a floor of its own a tenth of an even share is added', () => {
  const { logFoldChange } = differentialExpression(points([0, 1]), points([0.5, 0.5]));
  expect(logFoldChange[0]).toBeCloseTo(Math.log2(0.55 / 0.05), 5);
});

test('other columns and bad options are refused by name', () => {
  const [two, three] = [points([0.5, 0.5]), points([0.5, 0.25, 0.25])];
  expect(() => differentialExpression(two, three)).toThrow(ShapeError);
  expect(() => differentialExpression(two, two, { pairs: 0 })).toThrow(ConfigError);
  expect(() => differentialExpression(two, two, { threshold: 1 } as never)).toThrow('threshold');
});
