import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Factor } from '../../src/data/groundTruth.ts';
import { DataError, ShapeError } from '../../src/errors.ts';
import {
  type DisentanglementScores,
  disentanglement,
} from '../../src/evaluation/disentanglement/disentanglement.ts';

interface Fixture {
  readonly factors: readonly Factor[];
  readonly values: readonly number[];
  readonly cases: Readonly<
    Record<string, DisentanglementScores & { readonly codes: readonly number[] }>
  >;
}

const file = new URL('disentanglement.json', import.meta.url);
const { factors, values, cases }: Fixture = JSON.parse(readFileSync(file, 'utf8'));
const truth = { factors, values: Uint8Array.from(values) };

test.each(Object.entries(cases))('%s codes have the scores that NumPy gives', (_, wanted) => {
  const { mig, sap, dci } = disentanglement(Float32Array.from(wanted.codes), truth);
  expect(mig).toBeCloseTo(wanted.mig, 12);
  expect(sap).toBeCloseTo(wanted.sap, 12);
  for (const [name, value] of Object.entries(wanted.dci)) {
    expect(dci[name as keyof typeof dci], name).toBeCloseTo(value, 6);
  }
});

describe('scores at their ends', () => {
  const rows = 600;
  const two: readonly Factor[] = [
    { name: 'a', values: 5, kind: 'ordered' },
    { name: 'b', values: 2, kind: 'categorical' },
  ];
  const all = Uint8Array.from({ length: 2 * rows }, (_, i) =>
    i % 2 === 0 ? (i / 2) % 5 : Math.floor(i / 10) % 2,
  );

  test('codes that are the factors have the best ones', () => {
    const { mig, sap, dci } = disentanglement(Float32Array.from(all), {
      factors: two,
      values: all,
    });
    expect(mig).toBeCloseTo(1, 10);
    // A threshold that knows nothing is right half of the time.
    expect(sap).toBeCloseTo((1 + 0.5) / 2, 10);
    expect(dci.disentanglement).toBeCloseTo(1, 10);
    expect(dci.completeness).toBeCloseTo(1, 10);
    expect(dci.informativeness).toBeGreaterThan(0.99);
  });

  test('two dimensions that say the same leave no gap', () => {
    const twice = Float32Array.from(
      { length: 2 * rows },
      (_, i) => all[2 * Math.floor(i / 2)] ?? 0,
    );
    const scores = disentanglement(twice, { factors: two, values: all });
    expect(scores.mig).toBeCloseTo(0, 10);
    expect(scores.sap).toBeCloseTo(0, 10);
  });

  test('a constant code has none', () => {
    const { mig, sap, dci } = disentanglement(new Float32Array(rows), {
      factors: two,
      values: all,
    });
    expect([mig, dci.disentanglement, dci.completeness]).toEqual([0, 0, 0]);
    expect(sap).toBeCloseTo(0.25, 10);
  });
});

test.each([
  [new Float32Array(7), truth, ShapeError],
  [new Float32Array(values.length).fill(Number.NaN), truth, DataError],
  [[1, 2], truth, DataError],
  [new Float32Array(values.length), { factors, values: truth.values.map(() => 9) }, DataError],
  [new Float32Array(values.length), undefined, DataError],
])('%o is refused', (codes, given, error) => {
  expect(() => disentanglement(codes as never, given as never)).toThrow(error);
});
