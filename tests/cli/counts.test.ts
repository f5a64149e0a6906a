import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNpy } from '../../src/formats/index.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

const CELLS = 60;
const GENES = 12;
/** Cells of two types: those with an odd number have the genes from the middle on, the others those before. */
const count = (cell: number, gene: number): number =>
  gene >= GENES / 2 === (cell % 2 === 1) ? 5 + ((cell * 3 + gene * 7) % 9) : (cell + gene) % 2;

beforeAll(async () => {
  folder = await temporaryFolder('counts');
  const genes = Array.from({ length: GENES }, (_, gene) => `gene${gene}`);
  const lines = Array.from({ length: CELLS }, (_, cell) =>
    [`cell${cell}`, ...genes.map((_, gene) => count(cell, gene))].join(','),
  );
  await writeFile(path('counts.csv'), [['', ...genes].join(','), ...lines].join('\n'));
  const about = Array.from({ length: CELLS }, (_, cell) => `cell${cell},${cell < 30 ? 'A' : 'B'}`);
  await writeFile(path('cells.csv'), ['name,plate', ...about].join('\n'));
});

afterAll(() => folder.remove());

const COMPUTER = ['--backend=wasm', '--threads=0'];

test('train, evaluate, encode and sample a model of counts, with batches', async () => {
  const data = [
    `--dataset=${path('counts.csv')}`,
    `--cells=${path('cells.csv')}`,
    '--batches=plate',
  ];
  const out = path('out');
  const trained = await runCli([
    'train',
    ...data,
    '--model=counts',
    '--zeros=inflated',
    '--genes=10',
    '--hidden=16',
    '--latent=2',
    '--batch-size=18',
    '--learning-rate=0.01',
    '--epochs=20',
    `--out=${out}`,
    ...COMPUTER,
  ]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toContain('54 training and 6 test cells of');
  expect(trained.stdout).not.toContain('image');
  const { epochs } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
  expect(epochs.at(-1).test.elbo).toBeLessThan(epochs[0].test.elbo);

  const saved = join(out, 'model.safetensors');
  const evaluated = await runCli(['evaluate', saved, ...data, ...COMPUTER]);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(evaluated.stdout).toContain('nats a cell');

  const latents = path('latents.npy');
  const encoded = await runCli(['encode', saved, ...data, `--out=${latents}`, ...COMPUTER]);
  expect(encoded.code, encoded.stderr).toBe(0);
  expect((await readNpy(await readFile(latents))).shape).toEqual([6, 2]);

  const sampled = await runCli(['sample', saved, '--count=2', ...COMPUTER]);
  expect(sampled.code, sampled.stderr).toBe(0);
  expect(sampled.stdout.trimEnd().split('\n')).toHaveLength(2);
  expect(sampled.stdout).toMatch(/^gene\d+ gene\d+/);

  const resumed = await runCli([
    ...['train', ...data, '--epochs=1', `--resume=${saved}`, `--out=${path('more')}`],
    ...COMPUTER,
  ]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stdout).toContain('epoch 21');

  const without = await runCli(['evaluate', saved, data[0] as string, ...COMPUTER]);
  expect(without.code).toBe(2);
  expect(without.stderr).toContain('the model knows the batches A, B: pass --batches');
});

test.each([
  [['--dataset=mnist'], 'no counts at "mnist"'],
  [['--dataset=counts.csv', '--batches=donor'], 'has no column "donor"'],
  [['--dataset=counts.csv', '--layer=raw'], 'layer is an option of .h5ad'],
  [['--dataset=counts.csv', '--column=a'], '--column is an option of texts'],
  [['--dataset=counts.csv', '--prior=vamp'], '--prior exclude each other'],
  [['--dataset=counts.csv', '--model=vae', '--zeros=inflated'], '--zeros goes with --model counts'],
])('%j is refused with a reason', async (given, message) => {
  const named = given.map((each) => each.replace(/=(\w+\.csv)$/, (_, name) => `=${path(name)}`));
  const model = given.some((each) => each.startsWith('--model')) ? [] : ['--model=counts'];
  const refused = await runCli(['train', ...model, ...named, ...COMPUTER]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(message);
});
