import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutBatches, endOf } from '../../src/data/batches.ts';
import { toDataset } from '../../src/data/dataset.ts';
import { permutation } from '../../src/data/permutation.ts';
import {
  checkSampler,
  orderPlaces,
  type Sampler,
  sampleEpoch,
} from '../../src/data/samplers/sampler.ts';
import type { Table } from '../../src/data/table.ts';
import { ConfigError, DataError } from '../../src/errors.ts';

/** Rows with a field of lengths, 0 to 12. */
function tableOf(rows: number): Table {
  const lengths = Uint8Array.from({ length: rows }, (_, row) => (row * 7 + 3) % 13);
  const wide = new Uint8Array(2 * rows);
  const fields = new Map([
    ['length', toDataset(lengths, 1)],
    ['wide', toDataset(wide, 2)],
  ]);
  return { name: 'rows', rows, fields };
}

const SAMPLERS: readonly Sampler[] = [
  { kind: 'permutation' },
  // So small that a draw of more than a batch is rarer than one in ten million.
  { kind: 'poisson', mean: 0.5 },
  { kind: 'poisson' },
  { kind: 'buckets', field: 'length' },
  { kind: 'buckets', field: 'length', pool: 2 },
  { kind: 'buckets', field: 'length', lengths: [3, 8] },
];

describe.each(SAMPLERS)('%o', (sampler) => {
  const requests = fc.record({
    table: fc.integer({ min: 9, max: 60 }).map(tableOf),
    batchSize: fc.integer({ min: 7, max: 9 }),
    seed: fc.nat(2 ** 31),
    epoch: fc.nat(1000),
  });

  test('depends on its arguments alone, and its batches fill the order', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { order, batches } = sampleEpoch(sampler, request);
        const { table, batchSize } = request;
        const again = sampleEpoch(sampler, request);
        expect(again.order).toEqual(order);
        expect(again.batches(0)).toEqual(batches(0));
        let end = 0;
        for (const batch of batches(0)) {
          expect(batch.first).toBe(end);
          expect(batch.rows).toBeLessThanOrEqual(batchSize);
          end = endOf(batch);
        }
        expect(end).toBe(order.length);
        expect(order.length).toBeLessThanOrEqual(orderPlaces(sampler, table.rows, batchSize));
        expect(Math.max(...order)).toBeLessThan(table.rows);
      }),
      { numRuns: 20 },
    );
  });

  test('gives the same batches from where each of them ends', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { batches } = sampleEpoch(sampler, request);
        const all = batches(0);
        for (const [i, batch] of all.entries()) {
          const rest = [batches(batch.first), batches(endOf(batch))];
          expect(rest).toEqual([all.slice(i), all.slice(i + 1)]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('differs between epochs and between seeds', () => {
    const request = { table: tableOf(60), batchSize: 8, seed: 1, epoch: 1 };
    const { order } = sampleEpoch(sampler, request);
    expect(sampleEpoch(sampler, { ...request, epoch: 2 }).order).not.toEqual(order);
    expect(sampleEpoch(sampler, { ...request, seed: 2 }).order).not.toEqual(order);
  });
});

test('the permutation is the one of runs that were saved before there was a choice', () => {
  const request = { table: tableOf(29), batchSize: 8, seed: 42, epoch: 3 };
  const { order, batches } = sampleEpoch({ kind: 'permutation' }, request);
  expect(order).toEqual(permutation(29, 42, 3));
  expect(batches(0)).toEqual(cutBatches(0, 29, 8));
  // A run resumed with another batch size is not at the border of a batch.
  expect(batches(13)).toEqual([
    { first: 13, rows: 8 },
    { first: 21, rows: 8 },
  ]);
});

describe('Poisson sampling', () => {
  const rows = 40;
  const table = tableOf(rows);
  const sampler: Sampler = { kind: 'poisson', mean: 4 };
  const request = { table, batchSize: 30, seed: 5 };
  const epochs = Array.from({ length: 1000 }, (_, epoch) =>
    sampleEpoch(sampler, { ...request, epoch }),
  );
  const drawn = epochs.flatMap(({ order, batches }) =>
    batches(0).map(({ first, rows: count }) => order.subarray(first, first + count)),
  );

  test('takes a row at most once a batch, in as many batches as meet each row once on average', () => {
    expect(drawn).toHaveLength(1000 * 10);
    expect(drawn.filter((batch) => new Set(batch).size < batch.length)).toEqual([]);
  });

  test('takes every row, and every two of them, with the probability it should', () => {
    const counts = new Float64Array(rows);
    let neighbours = 0;
    for (const batch of drawn) {
      for (const row of batch) counts[row] = (counts[row] ?? 0) + 1;
      for (let i = 1; i < batch.length; i++) {
        if ((batch[i] ?? 0) === (batch[i - 1] ?? 0) + 1) neighbours += 1;
      }
    }
    const q = 4 / rows;
    const n = drawn.length;
    // Both within five standard deviations of a binomial distribution; the seed is fixed.
    for (const count of counts) {
      expect(Math.abs(count - n * q)).toBeLessThan(5 * Math.sqrt(n * q * (1 - q)));
    }
    const pairs = n * (rows - 1) * q ** 2;
    expect(Math.abs(neighbours - pairs)).toBeLessThan(6 * Math.sqrt(pairs));
  });

  test('has batches whose sizes are binomial, empty ones among them', () => {
    const q = 4 / rows;
    const sizes = new Float64Array(rows + 1);
    for (const { length } of drawn) sizes[length] = (sizes[length] ?? 0) + 1;
    let chiSquare = 0;
    let probability = (1 - q) ** rows;
    for (let size = 0; size <= 10; size++) {
      const expected = drawn.length * probability;
      chiSquare += ((sizes[size] ?? 0) - expected) ** 2 / expected;
      probability *= (((rows - size) / (size + 1)) * q) / (1 - q);
    }
    expect(sizes[0]).toBeGreaterThan(0);
    // 10 degrees of freedom: 29.6 is exceeded with probability 0.001.
    expect(chiSquare).toBeLessThan(29.6);
  });

  test('refuses a batch that has no room for its draw, by name', () => {
    const attempt = () => {
      for (let epoch = 0; epoch < 100; epoch++) {
        sampleEpoch(sampler, { ...request, batchSize: 6, epoch });
      }
    };
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow(/epoch \d+ on rows drew \d+ rows, batchSize has room for 6/);
  });

  test.each([8, 128, 1024])('by default hardly ever has no room in %i', (batchSize) => {
    // With this many rows the batch size is Poisson distributed. P(more than batchSize) is summed
    // from the largest term on.
    const all = 100_000;
    const { length } = sampleEpoch(
      { kind: 'poisson' },
      { ...request, table: { ...table, rows: all }, batchSize, epoch: 0 },
    ).batches(0);
    const mean = all / length;
    let logTerm = -mean;
    for (let k = 1; k <= batchSize; k++) logTerm += Math.log(mean / k);
    let tail = 0;
    for (let k = batchSize + 1; logTerm > -80; k++) {
      logTerm += Math.log(mean / k);
      tail += Math.exp(logTerm);
    }
    expect(tail).toBeLessThan(1e-9);
    expect(tail).toBeGreaterThan(1e-12);
  });

  test('of the whole table is the whole table', () => {
    const { order, batches } = sampleEpoch(
      { kind: 'poisson', mean: 9 },
      { table: tableOf(9), batchSize: 9, seed: 1, epoch: 0 },
    );
    expect([...order]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(batches(0)).toEqual([{ first: 0, rows: 9 }]);
  });
});

describe('buckets', () => {
  const table = tableOf(61);
  const lengthOf = (row: number) => (row * 7 + 3) % 13;

  test('take every row once, similar ones together, in batches of any order', () => {
    const request = { table, batchSize: 8, seed: 3, epoch: 0 };
    const { order, batches } = sampleEpoch({ kind: 'buckets', field: 'length' }, request);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 61 }, (_, i) => i));
    const spreads = batches(0).map(({ first, rows }) => {
      const lengths = [...order.subarray(first, first + rows)].map(lengthOf);
      return [Math.min(...lengths), Math.max(...lengths)] as const;
    });
    // One pool holds all 61 rows: after sorting, 8 of them span at most 3 of the 13 lengths.
    for (const [low, high] of spreads) expect(high - low).toBeLessThanOrEqual(2);
    const lows = spreads.map(([low]) => low);
    expect(lows).not.toEqual([...lows].sort((a, b) => a - b));
    const sizes = batches(0).map(({ rows }) => rows);
    expect([...sizes].sort()).toEqual([5, 8, 8, 8, 8, 8, 8, 8]);
  });

  test('of small pools mix more', () => {
    const request = { table, batchSize: 8, seed: 3, epoch: 0 };
    const spread = (pool: number): number => {
      const { order, batches } = sampleEpoch({ kind: 'buckets', field: 'length', pool }, request);
      return batches(0).reduce((sum, { first, rows }) => {
        const lengths = [...order.subarray(first, first + rows)].map(lengthOf);
        return sum + Math.max(...lengths) - Math.min(...lengths);
      }, 0);
    };
    expect(spread(1)).toBeGreaterThan(2 * spread(8));
  });

  test('say the fewest steps that hold a batch', () => {
    const request = { table, batchSize: 8, seed: 3, epoch: 0 };
    const plain: Sampler = { kind: 'buckets', field: 'length' };
    const { order, batches } = sampleEpoch({ ...plain, lengths: [2, 5, 9] }, request);
    const steps = batches(0).map(({ first, rows, steps }) => {
      const longest = Math.max(...[...order.subarray(first, first + rows)].map(lengthOf));
      expect(steps).toBe([2, 5, 9].find((length) => longest <= length));
      return steps;
    });
    expect(new Set(steps)).toEqual(new Set([2, 5, 9, undefined]));
    // The rest of a batch is of its steps too.
    const [whole] = batches(0);
    expect(batches(3)[0]).toEqual({ ...whole, first: 3, rows: 5 });
    expect(sampleEpoch(plain, request).order).toEqual(order);
  });

  test('take the length of tokens from their first 0', () => {
    const rows = [
      [3, 0, 5, 6],
      [3, 4, 5, 6],
      [0, 0, 0, 0],
      [3, 4, 0, 0],
    ];
    const tokens = toDataset(Uint32Array.from(rows.flat()), 4);
    const own = { name: 'rows', rows: 4, fields: new Map([['data', tokens]]) };
    const request = { table: own, batchSize: 1, seed: 3, epoch: 0 };
    const sampler: Sampler = { kind: 'buckets', field: 'data', lengths: [1, 2, 3] };
    const { order, batches } = sampleEpoch(sampler, request);
    const found = batches(0).map(({ first, steps }) => [order[first], steps]);
    expect(found.sort()).toEqual([
      [0, 2],
      [1, undefined],
      [2, 1],
      [3, 3],
    ]);
  });

  test.each([
    ['lengths', 'rows has no field "lengths", did you mean "length"?; its fields: length, wide'],
    ['wide', 'sorts rows by "wide", which must hold one length a row or tokens, got 2 values'],
  ])('refuse the field %s', (field, message) => {
    const request = { table, batchSize: 8, seed: 3, epoch: 0 };
    const attempt = () => sampleEpoch({ kind: 'buckets', field }, request);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow(message);
  });
});

test('Poisson sampling refuses a batch size whose usual mean is too small', () => {
  expect(() => checkSampler({ kind: 'poisson' }, 1)).toThrow(/got \S+, the default for this batch/);
});

test.each<[unknown, string]>([
  [{ kind: 'poison' }, 'sampler.kind must be one of permutation, poisson, buckets, got "poison"'],
  [{ kind: 'toString' }, 'got "toString"'],
  ['poisson', 'sampler must be an object such as { "kind": "permutation" }, got "poisson"'],
  [null, 'got null'],
  [{ kind: 'poisson', mean: 0 }, 'sampler.mean must be a number from 0.05 to batchSize (8), got 0'],
  // Its epochs would have a thousand million batches.
  [{ kind: 'poisson', mean: 1e-9 }, 'sampler.mean must be a number from 0.05'],
  [{ kind: 'poisson', mean: '5' }, 'got "5"'],
  [{ kind: 'poisson', mean: 9 }, 'to batchSize (8), got 9'],
  [{ kind: 'poisson', mean: Number.NaN }, 'got NaN'],
  [{ kind: 'buckets' }, 'sampler.field must name the field that holds lengths, got undefined'],
  [
    { kind: 'buckets', field: 'length', lengths: [3, 3] },
    'sampler.lengths must be a list of whole',
  ],
  [
    { kind: 'buckets', field: 'length', lengths: 8 },
    'sampler.lengths must be a list of whole .* got 8',
  ],
  [{ kind: 'buckets', field: 'length', pool: 0 }, 'sampler.pool must be a whole number .* got 0'],
])('%o is refused', (sampler, message) => {
  const attempt = () => checkSampler(sampler as Sampler, 8);
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(new RegExp(message.replace(/[()]/g, '\\$&')));
});
