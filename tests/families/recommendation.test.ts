import { expect, test } from 'vitest';
import { sparseRows } from '../../src/data/sparseRows.ts';
import { entriesOf } from '../../src/data/sparseValues.ts';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae } from '../training/models.ts';

/** Items of two tastes, a half each. */
const ITEMS = 20;
const HALF = ITEMS / 2;

/** Users with six items of one taste each. */
function users(count: number) {
  const random = new TestRandom(7);
  const columns: number[] = [];
  const offsets = [0];
  for (let user = 0; user < count; user++) {
    const order = [...random.uniform(HALF, 0, 1).entries()].sort((a, b) => a[1] - b[1]);
    const own = order.slice(0, 6).map(([item]) => item + HALF * (user % 2));
    columns.push(...own.sort((a, b) => a - b));
    offsets.push(columns.length);
  }
  return sparseRows({ offsets, columns, width: ITEMS });
}

const architecture = { family: 'recommendation', input: ITEMS, hidden: [24], latent: 6 } as const;
const training = { config: undefined, batchSize: 50, learningRate: 1e-2, seed: 3 } as const;

test('a recommender finds items of the taste of each user, and leaves out those it has', async () => {
  const data = users(300);
  const names = Array.from({ length: ITEMS }, (_, item) => `item ${item}`);
  const vae = await createVae({ ...training, architecture: { ...architecture, items: names } });
  await vae.fit(data, { epochs: 30 });

  const history = sparseRows({ offsets: [0, 3, 5], columns: [0, 4, 9, 12, 15], width: ITEMS });
  const [first, second] = await vae.recommend(history, { k: 5 });
  expect(first?.items.every((item) => item < HALF && ![0, 4, 9].includes(item))).toBe(true);
  expect(second?.items.every((item) => item >= HALF && ![12, 15].includes(item))).toBe(true);

  const again = await loadVae(await vae.save());
  expect((again.architecture as { items?: unknown }).items).toEqual(names);
  expect(await again.recommend(history, { k: 5 })).toEqual([first, second]);
});

test('a ranking is the order of the reconstruction', async () => {
  const data = users(150);
  const vae = await createVae({ ...training, architecture });
  await vae.fit(data, { epochs: 3 });
  const scores = await vae.reconstruct(data);
  const all = await vae.recommend(data, { k: ITEMS, seen: true });
  const unseen = await vae.recommend(data, { k: ITEMS });
  for (let user = 0; user < data.rows; user++) {
    const own = scores.subarray(user * ITEMS, (user + 1) * ITEMS);
    const order = [...own.keys()].sort((a, b) => (own[b] as number) - (own[a] as number));
    expect([...(all[user]?.items ?? [])]).toEqual(order);
    expect([...(all[user]?.scores ?? [])]).toEqual(order.map((item) => own[item]));
    const has = new Set([...entriesOf(data, user)].map(([item]) => item));
    // A user with six items gets the fourteen others.
    expect(unseen[user]?.items.length).toBe(ITEMS - 6);
    expect([...(unseen[user]?.items ?? [])]).toEqual(order.filter((item) => !has.has(item)));
  }
});

test('its steps are those of the VAE that it is', async () => {
  const data = users(100);
  const layer = { kind: 'dense', units: 24, activation: 'tanh' } as const;
  const vae = {
    family: 'vae',
    input: ITEMS,
    encoder: [layer],
    latent: 6,
    decoder: [layer],
    likelihood: 'multinomial',
    normalizeInput: true,
    inputDropout: 0.5,
  } as const;
  const own = await createVae({ ...training, architecture });
  const other = await createVae({ ...training, architecture: vae, beta: 0.2 });
  const histories = [await own.fit(data, { epochs: 2 }), await other.fit(data, { epochs: 2 })];
  const [a, b] = histories.map(({ epochs }) => epochs.map(({ train }) => train));
  expect(a).toEqual(b);
  expect(await own.reconstruct(data)).toEqual(await other.reconstruct(data));
});

test.each([{ bound: 'iwae', samples: 2 }, { regularizer: 'totalCorrelation' }] as const)(
  '%j has no KL that the default beta weighs',
  async (options) => {
    const asked = { ...training, architecture, ...options };
    const reports = [];
    for (const model of [await createVae(asked), await createVae({ ...asked, beta: 1 })]) {
      const { epochs } = await model.fit(users(100), { epochs: 2 });
      reports.push(epochs.map(({ train }) => train));
    }
    expect(reports[0]).toEqual(reports[1]);
    await expect(createVae({ ...asked, beta: 0.5 })).rejects.toThrow('set beta to 1');
  },
);

test('k and the options are checked, and other models do not recommend', async () => {
  const data = users(50);
  const vae = await createVae({ ...training, architecture });
  await expect(vae.recommend(data, { k: 0 })).rejects.toThrow('recommend: k');
  await expect(vae.recommend(data, { k: ITEMS + 1 })).rejects.toThrow('1 to 20');
  await expect(vae.recommend(data, { top: 3 } as never)).rejects.toThrow('top');
  const plain = await createVae({ ...training, architecture: { family: 'vae', input: ITEMS } });
  await expect(plain.recommend(data)).rejects.toThrow('"vae" cannot recommend');
});

test.each([
  [{ input: 1 }, 'input'],
  [{ latent: 0 }, 'latent'],
  [{ dropout: 1 }, 'dropout'],
  [{ hidden: 5 }, 'hidden must be a list'],
  [{ items: ['a', 'b'], input: 3 }, 'input is 3 items, but items holds 2'],
  [{ items: [1, 2] }, 'items must be a list of texts'],
  [{ items: ['a', 'a'] }, 'items names an item twice'],
  [{ decoder: [] }, 'decoder'],
])('%j is refused by name', async (given, message) => {
  const family = await loadFamily('recommendation');
  const resolving = family.resolve({ family: 'recommendation', ...given });
  await expect(resolving).rejects.toThrow(ConfigError);
  await expect(resolving).rejects.toThrow(message);
});
