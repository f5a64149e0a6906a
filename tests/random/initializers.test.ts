import { describe, expect, test } from 'vitest';
import type { Initializer } from '../../src/graph/initializer.ts';
import { type ParameterSpec, Store } from '../../src/graph/store.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { correlation, failures, zScore } from './checks.ts';

const SEED = 11;

function initialized(
  parameters: Readonly<Record<string, ParameterSpec>>,
  seed = SEED,
): ReadonlyMap<string, Float32Array> {
  const store = new Store();
  for (const [name, spec] of Object.entries(parameters)) store.parameter(name, spec);
  return unpackState(store, freshSnapshot(store, seed).image, 'parameters');
}

function one(init: Initializer, shape: readonly number[]): Float32Array {
  return initialized({ w: { shape, init } }).get('w') ?? new Float32Array();
}

/**
 * Checks the mean 0, the standard deviation and the kurtosis, which distinguishes a normal
 * distribution from others.
 */
function normality(values: Float32Array, deviation: number) {
  const { length } = values;
  const moment = (power: number): number =>
    values.reduce((sum, value) => sum + (value / deviation) ** power, 0) / length;
  return [
    zScore('mean', moment(1) * Math.sqrt(length)),
    zScore('variance', (moment(2) - 1) * Math.sqrt(length / 2)),
    // x⁴ of a standard normal has mean 3 and variance 96.
    zScore('fourth moment', (moment(4) - 3) * Math.sqrt(length / 96)),
  ];
}

describe('normal', () => {
  const init = { kind: 'normal', deviation: 0.3 } as const;
  const values = one(init, [200, 301]);

  test('has mean 0 and the deviation', () => {
    expect(failures(normality(values, 0.3))).toEqual([]);
  });

  test('notices a deviation that is off by 5%, and a uniform distribution', () => {
    expect(failures(normality(values, 0.315))).toContain('variance');
    const uniform = one({ kind: 'uniform', bound: 0.3 * Math.sqrt(3) }, [200, 301]);
    expect(failures(normality(uniform, 0.3))).toContain('fourth moment');
  });

  test('has neighbours, tensors and seeds that are independent', () => {
    const spec = { shape: [200, 301], init };
    const both = initialized({ w: spec, u: spec });
    const other = initialized({ w: spec }, SEED + 1).get('w');
    expect(both.get('w')).toEqual(values);
    for (const others of [values.subarray(1), both.get('u'), other]) {
      const count = Math.min(values.length, others?.length ?? 0);
      const checks = correlation('together', count, (i) => [
        (values[i] ?? Number.NaN) / 0.3,
        (others?.[i] ?? Number.NaN) / 0.3,
      ]);
      expect(failures(checks)).toEqual([]);
    }
  });
});

test('constant is that number everywhere', () => {
  expect([...one({ kind: 'constant', value: -1.5 }, [2, 3])]).toEqual(Array(6).fill(-1.5));
});

describe('orthogonal', () => {
  test.each([
    { shape: [5, 12], rows: 5, gain: 1 },
    { shape: [12, 5], rows: 12, gain: 2 },
    { shape: [7, 7], rows: 7, gain: 0.5 },
    { shape: [4, 2, 3], rows: 4, gain: 1 },
  ])('$shape has an orthonormal shorter side, times $gain', ({ shape, rows, gain }) => {
    const values = one({ kind: 'orthogonal', gain }, shape);
    const columns = values.length / rows;
    const vectors = Array.from({ length: Math.min(rows, columns) }, (_, vector) =>
      Array.from({ length: Math.max(rows, columns) }, (_, i) =>
        Number(values[rows <= columns ? vector * columns + i : i * columns + vector]),
      ),
    );
    for (const [i, a] of vectors.entries()) {
      for (const [j, b] of vectors.entries()) {
        const dot = a.reduce((sum, value, k) => sum + value * (b[k] ?? Number.NaN), 0);
        expect(Math.abs(dot - (i === j ? gain ** 2 : 0))).toBeLessThan(1e-6 * gain ** 2);
      }
    }
  });
});

describe('a part with an initializer of its own', () => {
  const init = { kind: 'uniform', bound: 0.5 } as const;
  const own = { kind: 'constant', value: 9 } as const;
  const plain = one(init, [4, 3]);

  test('along the first axis leaves the rest to the bit', () => {
    const views = [
      { name: 'a', size: 1 },
      { name: 'b', size: 2, init: own },
      { name: 'c', size: 1 },
    ];
    const values = initialized({ w: { shape: [4, 3], init, views } }).get('w') ?? [];
    expect([...values]).toEqual([...plain].map((value, i) => (i >= 3 && i < 9 ? 9 : value)));
  });

  test('along the second axis too', () => {
    const views = [
      { name: 'a', size: 2 },
      { name: 'b', size: 1, init: own },
    ];
    const spec = { shape: [4, 3], init, views, viewAxis: 1 };
    const values = initialized({ w: spec }).get('w') ?? [];
    expect([...values]).toEqual([...plain].map((value, i) => (i % 3 === 2 ? 9 : value)));
  });
});

test('variables are initialised as parameters are, with draws of their own', () => {
  const store = new Store();
  const init = { kind: 'normal', deviation: 1 } as const;
  store.parameter('w', { shape: [50, 40], init });
  store.variable('u', { shape: [50, 40], init });
  store.variable('ones', { shape: [3], init: { kind: 'constant', value: 1 } });
  const { image } = freshSnapshot(store, SEED);
  const w = unpackState(store, image, 'parameters').get('w') ?? [];
  const variables = unpackState(store, image, 'variables');
  const u = variables.get('u') ?? new Float32Array();
  expect(failures(normality(u, 1))).toEqual([]);
  const together = correlation('together', u.length, (i) => [Number(w[i]), Number(u[i])]);
  expect(failures(together)).toEqual([]);
  expect([...(variables.get('ones') ?? [])]).toEqual([1, 1, 1]);
});
