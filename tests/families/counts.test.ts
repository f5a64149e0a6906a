import { expect, test } from 'vitest';
import { entriesOf } from '../../src/data/sparseValues.ts';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { oneHotLabels, sparseRows, toDataset, withCondition } from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae } from '../training/models.ts';

const GENES = 16;
const HALF = GENES / 2;

/**
 * Cells of two types, which take turns: each has most of its counts in one half of the genes. Totals differ by
 * up to ten times, and every second pair of cells is of a batch that has three times the first gene.
 */
function cells(count: number) {
  const random = new TestRandom(11);
  const offsets = [0];
  const columns: number[] = [];
  const values: number[] = [];
  const batch: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    const depth = 2 * 10 ** (random.uniform(1, 0, 1)[0] as number);
    batch.push((cell >> 1) % 2);
    for (let gene = 0; gene < GENES; gene++) {
      const own = Math.floor(gene / HALF) === cell % 2;
      const mean = depth * (own ? 1 : 0.1) * (gene === 0 && batch[cell] ? 3 : 1);
      const value = Math.floor(mean + (random.uniform(1, 0, 1)[0] as number));
      if (value === 0) continue;
      columns.push(gene);
      values.push(value);
    }
    offsets.push(columns.length);
  }
  return { rows: sparseRows({ offsets, columns, values, width: GENES }), batch };
}

const names = Array.from({ length: GENES }, (_, gene) => `gene ${gene}`);
const architecture = { family: 'counts', genes: names, hidden: [24], latent: 3 } as const;
const training = { config: undefined, batchSize: 50, learningRate: 1e-2, seed: 3 } as const;

test.each(['none', 'inflated'] as const)(
  'zeros %s: shares are those of the type of a cell',
  async (zeros) => {
    const { rows } = cells(300);
    const vae = await createVae({ ...training, architecture: { ...architecture, zeros } });
    const before = await vae.evaluate(rows);
    await vae.fit(rows, { epochs: 30 });
    expect((await vae.evaluate(rows)).elbo).toBeLessThan(0.9 * (before.elbo as number));

    const shares = await vae.reconstruct(rows);
    for (let cell = 0; cell < rows.rows; cell++) {
      const own = shares.subarray(cell * GENES, (cell + 1) * GENES);
      expect(own.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
      const first = own.subarray(0, HALF).reduce((a, b) => a + b);
      expect(first > 0.5).toBe(cell % 2 === 0);
    }

    const again = await loadVae(await vae.save());
    expect((again.architecture as { genes?: unknown }).genes).toEqual(names);
    expect(await again.reconstruct(rows)).toEqual(shares);
  },
);

test('a batch is a condition: the same cell decodes to what each batch would have counted', async () => {
  const { rows, batch } = cells(400);
  const batches = ['one', 'two'];
  const vae = await createVae({ ...training, architecture: { ...architecture, batches } });
  const data = withCondition(rows, oneHotLabels(batch, 2));
  await vae.fit(data, { epochs: 40 });
  const { mu } = await vae.encode(data);
  const [first, second] = await Promise.all(
    [0, 1].map((of) => vae.decode(mu, oneHotLabels([of], 2))),
  );
  // Cells of the first type have an eighth of their counts in the first gene, or 3 of 10 parts.
  const share = (shares: Float32Array | undefined): number => {
    let sum = 0;
    for (let cell = 0; cell < rows.rows; cell += 2) sum += shares?.[cell * GENES] as number;
    return sum / (rows.rows / 2);
  };
  expect(share(second) / share(first)).toBeGreaterThan(1.8);
});

test('sparse and dense rows give the same steps', async () => {
  const { rows } = cells(100);
  const dense = new Float32Array(rows.rows * GENES);
  for (let cell = 0; cell < rows.rows; cell++) {
    for (const [gene, value] of entriesOf(rows, cell)) dense[cell * GENES + gene] = value;
  }
  const runs = [rows, toDataset(dense, GENES)].map(async (data) => {
    const vae = await createVae({ ...training, architecture });
    return (await vae.fit(data, { epochs: 2 })).epochs.map(({ train }) => train);
  });
  const [a, b] = await Promise.all(runs);
  expect(a).toEqual(b);
});

test('its steps are those of the VAE that it is', async () => {
  const { rows } = cells(100);
  const layer = { kind: 'dense', units: 24, activation: 'relu' } as const;
  const vae = {
    family: 'vae',
    input: GENES,
    encoder: [layer, { kind: 'dropout', rate: 0.1 }],
    latent: 3,
    decoder: [layer],
    likelihood: { kind: 'countShares', zeros: 'inflated', dispersion: 'network' },
    logInput: true,
  } as const;
  const choice = { ...architecture, zeros: 'inflated', dispersion: 'network' } as const;
  const own = await createVae({ ...training, architecture: choice });
  const other = await createVae({ ...training, architecture: vae });
  const histories = [await own.fit(rows, { epochs: 2 }), await other.fit(rows, { epochs: 2 })];
  const [a, b] = histories.map(({ epochs }) => epochs.map(({ train }) => train));
  expect(a).toEqual(b);
});

test.each([
  [{ input: 1 }, 'input'],
  [{ latent: 0 }, 'latent'],
  [{ dropout: 1 }, 'dropout'],
  [{ hidden: 5 }, 'hidden must be a list'],
  [{ dispersion: 'cell' }, 'dispersion'],
  [{ zeros: true }, 'zeros'],
  [{ condition: -1 }, 'condition'],
  [{ genes: ['a', 'b'], input: 3 }, 'input is 3 genes, but genes holds 2'],
  [{ genes: ['a', 'a'] }, 'genes names a gene twice'],
  [{ batches: ['a', 'a'] }, 'batches names a batch twice'],
  [{ batches: ['a', 'b'], condition: 3 }, 'condition is 3, but batches holds 2'],
  [{ batches: 'a' }, 'batches must be a list of texts'],
  [{ decoder: [] }, 'decoder'],
])('%j is refused by name', async (given, message) => {
  const family = await loadFamily('counts');
  const resolving = family.resolve({ family: 'counts', ...given });
  await expect(resolving).rejects.toThrow(ConfigError);
  await expect(resolving).rejects.toThrow(message);
});
