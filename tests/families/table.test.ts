import { expect, test } from 'vitest';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae } from '../training/models.ts';

const ROWS = 400;
const columns = [
  { name: 'group', kind: 'category', levels: ['a', 'b', 'c'] },
  { name: 'size', kind: 'real', mean: 50, deviation: 20 },
  { name: 'old', kind: 'binary' },
  { name: 'visits', kind: 'count', mean: 1.5, deviation: 1 },
  { name: 'weight', kind: 'real', mean: -3, deviation: 6 },
] as const;
const WIDTH = columns.length;
const architecture = { family: 'table', columns, hidden: [32], latent: 3 } as const;
const training = { config: undefined, architecture, batchSize: 50, learningRate: 5e-3, seed: 3 };

/** Rows whose five cells follow from the group, up to a little noise. */
function table(): Float32Array {
  const random = new TestRandom(5);
  const noise = random.normal(ROWS * WIDTH);
  const rows = new Float32Array(ROWS * WIDTH);
  for (let row = 0; row < ROWS; row++) {
    const group = row % 3;
    const at = row * WIDTH;
    rows[at] = group;
    rows[at + 1] = 30 + 20 * group + (noise[at + 1] as number);
    rows[at + 2] = Number(group === 2);
    rows[at + 3] = [0, 3, 12][group] as number;
    rows[at + 4] = [4, -10, 2][group] as number;
  }
  return rows;
}

/** A copy without the cells that `gone` names. */
const without = (rows: Float32Array, gone: (cell: number) => boolean): Float32Array =>
  rows.map((value, cell) => (gone(cell) ? Number.NaN : value));

/** Every cell is missing in a third of the rows, in no two cells of a row at once. */
const third = (cell: number): boolean => (Math.floor(cell / WIDTH) * 7 + (cell % WIDTH) * 3) % 10 < 3;

test('missing cells of every kind are found from the others', async () => {
  const whole = table();
  const rows = without(whole, third);
  const vae = await createVae(training);
  await vae.fit(rows, { epochs: 60 });
  const filled = await vae.impute(rows, { samples: 64 });
  const error = new Float64Array(WIDTH);
  const count = new Float64Array(WIDTH);
  for (const [cell, value] of whole.entries()) {
    if (!third(cell)) expect(filled[cell]).toBe(value);
    else {
      error[cell % WIDTH]! += Math.abs((filled[cell] as number) - value);
      count[cell % WIDTH]! += 1;
    }
  }
  console.log([...error].map((e, i) => e / count[i]!), await vae.evaluate(rows));
  const again = await loadVae(await vae.save());
  expect(await again.impute(rows, { samples: 64 })).toEqual(filled);
});
