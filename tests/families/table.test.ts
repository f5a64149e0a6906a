import { expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae, tensorsOf } from '../training/models.ts';

const ROWS = 300;
const columns = [
  { name: 'group', kind: 'category', levels: ['a', 'b', 'c'] },
  { name: 'size', kind: 'real', mean: 50, deviation: 20 },
  { name: 'old', kind: 'binary' },
  { name: 'visits', kind: 'count', mean: 1.5, deviation: 1 },
  { name: 'weight', kind: 'real', mean: -3, deviation: 6 },
] as const;
const WIDTH = columns.length;
const architecture = { family: 'table', columns, hidden: [24], latent: 3 } as const;
const training = { config: undefined, architecture, batchSize: 50, learningRate: 1e-2, seed: 3 };

/** Rows whose five cells follow from the group, up to a little noise. */
function table(): Float32Array {
  const noise = new TestRandom(5).normal(ROWS);
  return Float32Array.from(
    [...noise].flatMap((own, row) => {
      const group = row % 3;
      const visits = [0, 3, 12][group] as number;
      const weight = [4, -10, 2][group] as number;
      return [group, 30 + 20 * group + own, Number(group === 2), visits, weight];
    }),
  );
}

/** Three cells of ten, no two rows in a row the same ones. */
const gone = (cell: number): boolean =>
  (Math.floor(cell / WIDTH) * 7 + (cell % WIDTH) * 3) % 10 < 3;

/** A copy without these cells. */
const without = (rows: Float32Array): Float32Array =>
  rows.map((value, cell) => (gone(cell) ? Number.NaN : value));

test('missing cells of every kind are found from the others, better than by the mean', async () => {
  const whole = table();
  const rows = without(whole);
  const vae = await createVae(training);
  await vae.fit(rows, { epochs: 25 });
  const filled = await vae.impute(rows, { samples: 64 });
  for (const [place, { kind }] of columns.entries()) {
    const cells = [...whole.keys()].filter((cell) => cell % WIDTH === place);
    const missing = cells.filter(gone);
    const seen = cells.filter((cell) => !gone(cell)).map((cell) => whole[cell] as number);
    const usual = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    const error = (of: (cell: number) => number) =>
      missing.reduce((sum, cell) => sum + Math.abs(of(cell) - (whole[cell] as number)), 0);
    const own = error((cell) => filled[cell] as number);
    const names = kind === 'category' || kind === 'binary';
    // A name is right or wrong; nine of ten are right. A number is nearer than the mean of its column.
    if (names) expect(own / missing.length).toBeLessThan(0.1);
    else expect(own / error(() => usual)).toBeLessThan(0.5);
  }
  for (const [cell, value] of whole.entries()) if (!gone(cell)) expect(filled[cell]).toBe(value);
  const sure = await vae.impute(rows, { samples: 64, probabilities: true });
  for (const [cell, value] of sure.entries()) {
    if (columns[cell % WIDTH]?.kind !== 'binary') expect(value).toBe(filled[cell]);
    else expect(Number(value > 0.5)).toBe(filled[cell]);
  }
  expect(sure.some((value, cell) => cell % WIDTH === 2 && value > 0 && value < 1)).toBe(true);

  const again = await loadVae(await vae.save());
  expect(again.architecture).toEqual(vae.architecture);
  expect(await again.impute(rows, { samples: 64 })).toEqual(filled);
});

test('a missing value is its mean under the posterior predictive, by quadrature', async () => {
  const two = [{ name: 'a' }, { name: 'b', mean: 4, deviation: 3 }];
  const own = {
    family: 'table',
    columns: two,
    hidden: [6],
    activation: 'tanh',
    latent: 1,
  } as const;
  const vae = await createVae({ ...training, architecture: own });
  const tensors = tensorsOf(await vae.save());
  const of = (name: string) => [...(tensors.get(name) ?? [])];
  /** Means and variances of both columns at a code. */
  const decode = (z: number) => {
    const bias = of('decoder.bias');
    const h = of('decoder.weight').map((weight, i) => Math.tanh(weight * z + (bias[i] ?? 0)));
    const layer = (name: string) => {
      const weights = of(`${name}.weight`);
      return of(`${name}.bias`).map((start, k) =>
        h.reduce((sum, value, i) => sum + value * (weights[k * h.length + i] ?? 0), start),
      );
    };
    return {
      mu: layer('real.output'),
      variance: layer('real.output2').map((s) => Math.exp(s) + 0.01),
    };
  };
  const expected = (a: number): number => {
    let [mass, sum] = [0, 0];
    for (let z = -8; z <= 8; z += 0.01) {
      const { mu, variance } = decode(z);
      const [m = 0, v = 1] = [mu[0], variance[0]];
      const weight = Math.exp(-0.5 * (z * z + (a - m) ** 2 / v)) / Math.sqrt(v);
      mass += weight;
      sum += weight * (mu[1] ?? 0);
    }
    return 4 + (3 * sum) / mass;
  };
  const seen = [-2, -1, 0, 1, 2];
  const rows = Float32Array.from(seen.flatMap((a) => [a, Number.NaN]));
  const filled = await vae.impute(rows, { samples: 4096 });
  const found = seen.map((_, row) => filled[2 * row + 1] as number);
  const wanted = seen.map(expected);
  // The code moves the mean of the column; 4096 samples find it.
  expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.1);
  for (const [row, value] of found.entries())
    expect(Math.abs(value - (wanted[row] ?? 0))).toBeLessThan(0.01);
  const few = await vae.impute(rows, { samples: 4096, seed: 1 });
  expect(few).not.toEqual(filled);
});

test('rows come back as rows: of the prior, and through the code', async () => {
  const vae = await createVae(training);
  const whole = table();
  await vae.fit(whole, { epochs: 25 });
  const rows = whole.subarray(0, 30 * WIDTH);
  const again = await vae.reconstruct(rows);
  expect(again.filter((value, cell) => cell % WIDTH === 0 && value === rows[cell]).length).toBe(30);
  const drawn = await vae.sample(60, 1);
  for (let row = 0; row < 60; row++) {
    const [group = Number.NaN, size, old = Number.NaN, visits] = drawn.subarray(row * WIDTH);
    expect([0, 1, 2]).toContain(group);
    expect([0, 1]).toContain(old);
    expect(visits).toBeGreaterThanOrEqual(0);
    // Sizes are near 50 in the units of the caller.
    expect(Math.abs((size as number) - 50)).toBeLessThan(60);
  }
});

test('a row without a cell costs nothing but its code, and scores count the cells that are there', async () => {
  const vae = await createVae(training);
  const rows = table().subarray(0, 3 * WIDTH);
  rows.fill(Number.NaN, 0, WIDTH);
  rows[WIDTH + 1] = Number.NaN;
  const { reconstruction } = await vae.score(rows);
  expect(reconstruction?.[0]).toBe(0);
  const data = rows.map((value) => (Number.isNaN(value) ? 0 : value));
  const observed = Uint8Array.from(rows, (value) => Number(!Number.isNaN(value)));
  expect((await vae.score({ data, observed })).reconstruction).toEqual(reconstruction);
});

test('values that a column does not take are refused by row and column', async () => {
  const vae = await createVae(training);
  const row = [1, 50, 0, 3, 2];
  const refused = async (place: number, value: number, message: string) => {
    const wrong = Float32Array.from(row.with(place, value));
    await expect(vae.impute(wrong)).rejects.toThrow(DataError);
    await expect(vae.fit(wrong, { epochs: 1 })).rejects.toThrow(message);
  };
  await refused(0, 3, 'column "group": a category column takes whole numbers from 0 to 2');
  await refused(0, 0.5, '0.5 in row 0, column "group"');
  await refused(1, Number.POSITIVE_INFINITY, 'a real column takes numbers');
  await refused(2, 2, 'a binary column takes 0 and 1');
  await refused(3, -1, 'a count column takes numbers of at least 0');
  await expect(vae.impute(new Float32Array(4))).rejects.toThrow('a multiple of 5 values');
  await expect(vae.impute(Float32Array.from(row), { samples: 0 })).rejects.toThrow('samples');
  const plain = await createVae({ ...training, architecture: { family: 'vae', input: WIDTH } });
  await expect(plain.impute(new Float32Array(WIDTH))).rejects.toThrow('"vae" cannot impute');
});

test.each([
  [{ columns: 0 }, 'columns'],
  [{ columns: [] }, 'columns must be a number or a list'],
  [{ columns: [{ kind: 'text' }] }, 'columns[0].kind'],
  [{ columns: [{ kind: 'category' }] }, 'columns[0].levels'],
  [{ columns: [{ levels: 3 }] }, 'columns[0].levels'],
  [{ columns: [{ deviation: 0 }] }, 'columns[0].deviation'],
  [{ columns: [{ deviation: 1e-50 }] }, 'columns[0].deviation'],
  [{ columns: [{ mean: 1e50 }] }, 'columns[0].mean'],
  [{ columns: [{ kind: 'binary', mean: 2 }] }, 'which is not scaled'],
  [{ columns: [{ kind: 'category', levels: ['a', 'a'] }] }, 'different texts'],
  [{ columns: [{ name: 'a' }, { name: 'a' }] }, 'names "a" twice'],
  [{ columns: [{ width: 2 }] }, 'width'],
  [{ hidden: [] }, 'hidden.length must be a whole number of at least 1, got 0'],
  [{ activation: 'bent' }, 'bent'],
  [{ latent: 0 }, 'latent'],
  [{ decoder: [] }, 'decoder'],
])('%j is refused by name', async (given, message) => {
  const family = await loadFamily('table');
  const resolving = family.resolve({ family: 'table', ...given });
  await expect(resolving).rejects.toThrow(ConfigError);
  await expect(resolving).rejects.toThrow(message);
});
