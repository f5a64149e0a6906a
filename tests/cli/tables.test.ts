import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

const ROWS = 300;
/** Rows of three kinds of things, which all cells tell; every seventh row lacks its name, every fifth its size. */
const line = (row: number): string => {
  const kind = row % 3;
  const name = row % 7 === 0 ? '' : ['oak', 'elm', 'ash'][kind];
  const size = row % 5 === 0 ? 'NA' : (10 + 20 * kind + (row % 4) / 10).toFixed(2);
  return `${row},${name},${size},${[0, 4, 11][kind]},${Number(kind === 1)}`;
};

beforeAll(async () => {
  folder = await temporaryFolder('tables');
  const lines = Array.from({ length: ROWS }, (_, row) => line(row));
  await writeFile(path('trees.csv'), ['id,name,size,birds,wet', ...lines].join('\n'));
  // Every second one of these says of itself what no tree of the others does.
  const odd = lines.map((text, row) => (row % 2 === 0 ? text : `${row},oak,50,0,1`));
  await writeFile(path('odd.csv'), ['id,name,size,birds,wet', ...odd].join('\n'));
});

afterAll(() => folder.remove());

const COMPUTER = ['--backend=wasm', '--threads=0'];

test('train, fill, score and sample a table of mixed columns', async () => {
  const dataset = `--dataset=${path('trees.csv')}`;
  const out = path('out');
  const trained = await runCli([
    ...['train', dataset, '--model=table', '--kinds=birds=count', '--without=id'],
    ...['--hidden=24', '--latent=2', '--batch-size=30', '--learning-rate=0.01', '--epochs=60'],
    ...[`--out=${out}`, ...COMPUTER],
  ]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stdout).toContain('270 training and 30 test rows of');
  expect(trained.stdout).not.toContain('image');

  const saved = join(out, 'model.safetensors');
  const filled = path('filled.csv');
  const imputed = await runCli(['impute', saved, dataset, `--out=${filled}`, ...COMPUTER]);
  expect(imputed.code, imputed.stderr).toBe(0);
  const gaps = Math.ceil(ROWS / 7) + Math.ceil(ROWS / 5);
  expect(imputed.stdout).toContain(`filled    ${gaps} of ${4 * ROWS} cells\n`);
  const lines = (await readFile(filled, 'utf8')).trimEnd().split('\n');
  expect(lines[0]).toBe('id,name,size,birds,wet');
  let right = 0;
  for (const [row, text] of lines.slice(1).entries()) {
    const cells = text.split(',');
    const [, name, size] = cells;
    const kind = row % 3;
    const there = line(row).split(',');
    expect(cells.map((cell, i) => (['', 'NA'].includes(there[i] ?? '') ? there[i] : cell))).toEqual(
      there,
    );
    if (row % 7 === 0) right += Number(name === ['oak', 'elm', 'ash'][kind]);
    if (row % 5 === 0) expect(Math.abs(Number(size) - (10 + 20 * kind))).toBeLessThan(10);
  }
  expect(right / Math.ceil(ROWS / 7)).toBeGreaterThan(0.9);

  const tabs = path('filled.tsv');
  await runCli(['impute', saved, dataset, `--out=${tabs}`, ...COMPUTER]);
  const cellsOf = async (file: string, delimiter: string) =>
    (await readFile(file, 'utf8')).split('\n').map((text) => text.split(delimiter));
  expect(await cellsOf(tabs, '\t')).toEqual(await cellsOf(filled, ','));
  const again = await runCli(['evaluate', saved, `--dataset=${tabs}`, ...COMPUTER]);
  expect(again.code, again.stderr).toBe(0);
  const printed = await runCli(['sample', saved, '--out=x.csv', ...COMPUTER]);
  expect(printed.code).toBe(2);
  expect(printed.stderr).toContain(
    '--out means nothing to a model of tables, whose samples are printed',
  );

  const evaluated = await runCli(['evaluate', saved, dataset, ...COMPUTER]);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  const usual = [`--usual=${path('trees.csv')}`, '--false-alarms=0.1'];
  const odd = [`--dataset=${path('odd.csv')}`, `--out=${path('scores.npy')}`];
  const scored = await runCli(['score', saved, ...odd, ...usual, ...COMPUTER]);
  expect(scored.code, scored.stderr).toBe(0);
  const [, count] = scored.stdout.match(/unusual: (\d+) of 300 rows, above/) ?? [];
  // Half of the rows are odd, and about a tenth of the others may be told too.
  expect(Number(count)).toBeGreaterThan(0.4 * ROWS);
  expect(Number(count)).toBeLessThan(0.75 * ROWS);
  const known = await runCli(['score', saved, ...odd, '--kinds=birds=count', ...COMPUTER]);
  expect(known.stderr).toContain('"kinds" means nothing beside the columns of a model');
  const part = await runCli(['score', saved, ...odd, '--part=test', ...COMPUTER]);
  expect(part.stdout).toContain('30 rows, elbo');
  // The odd rows are those of odd numbers in the file.
  for (const { stdout } of [scored, part]) {
    const highest = [...stdout.matchAll(/row (\d+) \(/g)].map(([, row]) => Number(row) % 2);
    expect(highest).toEqual(Array(10).fill(1));
  }

  const sampled = await runCli(['sample', saved, '--count=5', ...COMPUTER]);
  expect(sampled.code, sampled.stderr).toBe(0);
  const rows = sampled.stdout.trimEnd().split('\n');
  expect(rows).toHaveLength(6);
  for (const row of rows.slice(1)) expect(row).toMatch(/^(oak|elm|ash),/);
}, 240_000);

test('what makes no sense is refused by name', async () => {
  const refused = async (args: readonly string[], message: string) => {
    const { code, stderr } = await runCli([...args, ...COMPUTER]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  };
  const table = ['train', `--dataset=${path('trees.csv')}`, '--model=table'];
  await refused([...table, '--kinds=birds=text'], '--kinds expects NAME=KIND');
  await refused([...table, '--without=idd'], 'no column "idd", did you mean "id"?');
  await refused([...table, '--column=name'], '--column is an option of texts');
  await refused(['score', 'none', '--false-alarms=0.1'], '--false-alarms goes with --usual');
});
