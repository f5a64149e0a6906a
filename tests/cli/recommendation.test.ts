import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

/** Users of two tastes: those with an odd number rate items from 100 on, the others items from 200 on. */
const has = (user: number, item: number) => (item * 7 + user) % 3 > 0;

beforeAll(async () => {
  folder = await temporaryFolder('ratings');
  const lines = Array.from({ length: 60 }, (_, user) =>
    Array.from({ length: 12 }, (_, item) => {
      const name = (user % 2 === 1 ? 100 : 200) + item;
      return `${user},${name},${has(user, item) ? 5 : 2},1`;
    }),
  ).flat();
  await writeFile(path('ratings.csv'), ['userId,movieId,rating,timestamp', ...lines].join('\n'));
  await writeFile(path('others.csv'), 'id,text\n1,x\n');
});

afterAll(() => folder.remove());

const COMPUTER = ['--backend=wasm', '--threads=0'];

test('train, evaluate and ask a recommender of a file of ratings', async () => {
  const dataset = `--dataset=${path('ratings.csv')}`;
  const out = path('out');
  const trained = await runCli([
    'train',
    dataset,
    '--model=recommendation',
    '--hidden=16',
    '--latent=4',
    '--batch-size=10',
    '--learning-rate=0.01',
    '--epochs=20',
    `--out=${out}`,
    ...COMPUTER,
  ]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toContain('54 training and 6 test users of');
  expect(trained.stdout).not.toContain('image');
  const table = await readFile(join(out, 'ranking.txt'), 'utf8');
  expect(trained.stdout).toContain(table.trimEnd());

  const saved = join(out, 'model.safetensors');
  const evaluated = await runCli(['evaluate', saved, dataset, ...COMPUTER]);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(evaluated.stdout).toContain(table.trimEnd());
  const json = await runCli(['evaluate', saved, dataset, '--json', ...COMPUTER]);
  const { ranking } = JSON.parse(json.stdout);
  // With two tastes, half of the popular items are those of the other taste.
  const [model, popular] = [ranking.model['NDCG@100'], ranking.popularity['NDCG@100']];
  expect(model.users).toBe(6);
  expect(model.mean).toBeGreaterThan(popular.mean);

  const asked = await runCli(['recommend', saved, dataset, '--user=3', '--count=3', ...COMPUTER]);
  expect(asked.code, asked.stderr).toBe(0);
  const items = [...asked.stdout.matchAll(/^\d+ +(\d+) /gm)].map(([, item]) => Number(item));
  expect(items).toHaveLength(3);
  for (const item of items) expect(item < 200 && !has(3, item - 100)).toBe(true);

  const absent = await runCli(['recommend', saved, dataset, '--user=999', ...COMPUTER]);
  expect(absent.code).toBe(2);
  expect(absent.stderr).toContain('has no user "999"');

  const sampled = await runCli(['sample', saved, '--count=2', ...COMPUTER]);
  expect(sampled.stdout.trimEnd().split('\n')).toHaveLength(2);

  const resumed = await runCli([
    ...['train', dataset, '--epochs=1', `--resume=${saved}`, `--out=${path('more')}`],
    ...COMPUTER,
  ]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain('epoch 21');
});

test.each([
  [['--dataset=mnist'], 'no ratings at "mnist"'],
  [['--dataset=others.csv'], 'has no columns userId'],
  [['--dataset=ratings.csv', '--least-rating=6'], 'no user with 5 items that are rated 6 or more'],
  [['--dataset=ratings.csv', '--column=a'], '--column is an option of texts'],
  [['--dataset=ratings.csv', '--prior=vamp'], '--prior exclude each other'],
])('%j is refused with a reason', async (given, message) => {
  const named = given.map((each) => each.replace(/=(\w+\.csv)$/, (_, name) => `=${path(name)}`));
  const refused = await runCli(['train', '--model=recommendation', ...named, ...COMPUTER]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(message);
});
