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
  const about = Array.from({ length: CELLS }, (_, cell) => {
    const lane =
      cell < 40 ? `l${cell % 2}` : ['', 'NA', 'rare'][Math.min(2, Math.floor((cell - 40) / 9))];
    return `cell${cell},${cell < 30 ? 'A' : 'B'},${cell % 2 === 0 ? 'even' : 'odd'},${lane}`;
  });
  await writeFile(path('cells.csv'), ['name,plate,type,lane', ...about].join('\n'));
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

  const file = path('expression.csv');
  const genes = [`--dataset=${path('counts.csv')}`, `--cells=${path('cells.csv')}`];
  const asked = ['expression', saved, ...genes, '--batches=plate', `--out=${file}`, ...COMPUTER];
  const told = await runCli([...asked, '--groups=type', '--of=even', '--count=3']);
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toContain('even (30 cells) against all others (30)');
  expect(told.stdout.trimEnd().split('\n').at(-4)).toMatch(/gene +log2 change +probability/);
  const [titles, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(titles).toBe('group,against,gene,change,probability,share,share against');
  expect(lines).toHaveLength(10);
  for (const line of lines) {
    const [group, against, gene = '', change, probability, share, other] = line.split(',');
    expect([group, against]).toEqual(['even', '']);
    // Even cells have the genes before the middle.
    expect(Math.sign(Number(change)), line).toBe(Number(gene.slice(4)) < GENES / 2 ? 1 : -1);
    expect(Number(share) > Number(other), line).toBe(Number(change) > 0);
    expect(Number(probability)).toBeLessThanOrEqual(1);
  }
  const pair = await runCli([...asked, '--groups=type', '--against=odd', '--limit=40']);
  expect(pair.stdout).toMatch(/even \(\d+ cells\) against odd \(\d+\)/);

  const laned = await runCli([...asked, '--groups=lane']);
  expect(laned.code, laned.stderr).toBe(0);
  expect(laned.stdout).toContain('l0 (20 cells) against all others (22)');
  expect(laned.stdout).toContain('rare (2 cells) against all others (40)');
  expect(laned.stderr).toContain('18 of 60 cells have no group');
  expect(laned.stderr).toContain('fewer than 10 cells say little: rare (2)');
  // Probabilities do not depend on the noise of single codes, in small groups too.
  const probabilities = async (seed: number) => {
    await runCli([...asked, '--groups=type', '--limit=12', '--change=2', `--seed=${seed}`]);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').slice(1);
    return new Map(
      lines.map((line) => {
        const [group, , gene, , probability] = line.split(',');
        return [`${group} ${gene}`, Number(probability)];
      }),
    );
  };
  const [one, other] = [await probabilities(1), await probabilities(2)];
  const isBetween = (probability: number) => probability > 0.1 && probability < 0.9;
  expect([...one.values()].some(isBetween)).toBe(true);
  // Each is a share of 5000 pairs, whose deviation is 0.007 at most.
  for (const [name, probability] of one) {
    expect(Math.abs(probability - (other.get(name) ?? Number.NaN)), name).toBeLessThan(0.05);
  }
  const clustered = await runCli([...asked, '--clusters=2']);
  expect(clustered.stdout).toMatch(/\n1 \(\d+ cells\)[\s\S]*\n2 \(\d+ cells\)/);
  const refused = async (args: readonly string[], message: string) => {
    const { code, stderr } = await runCli([...asked, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  };
  await refused([], 'pass either --groups with a column about the cells, or --clusters N');
  await refused(['--groups=kind'], '--groups: ');
  await refused(['--groups=type', '--of=evan'], 'no group "evan", did you mean "even"?');
  await refused(['--groups=type', '--of=odd', '--against=odd'], 'name the same group');
  const kept = 'that --limit keeps none is of the group "rare": pass a larger --limit';
  await refused(['--groups=lane', '--of=rare', '--limit=4'], kept);

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
