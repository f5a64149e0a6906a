import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);
const COMPUTER = ['--backend=wasm', '--threads=0'];
const SEEDS = [1, 2, 3];

/** The drug saves everyone but the oldest; without it the older half dies. */
const died = (age: number, drug: string): number => Number(age >= (drug === 'yes' ? 75 : 60));

beforeAll(async () => {
  folder = await temporaryFolder('outcome');
  const lines = Array.from({ length: 300 }, (_, row) => {
    const [age, drug] = [40 + (row % 40), row % 7 < 3 ? 'yes' : 'no'];
    return `${row},${age},${drug},${died(age, drug)}`;
  });
  await writeFile(path('trial.csv'), ['id,age,drug,died', ...lines].join('\n'));
  await writeFile(path('new.csv'), 'age,ward\n45,A\n65,B\n');
});

afterAll(() => folder.remove());

test('bootstrapped models tell the outcome of new rows under each treatment', async () => {
  for (const seed of SEEDS) {
    const trained = await runCli([
      ...['train', `--dataset=${path('trial.csv')}`, '--model=table', '--without=id'],
      ...['--outcomes=died', '--hidden=16', '--latent=2', '--batch-size=30', '--epochs=60'],
      ...['--learning-rate=0.02', `--seed=${seed}`, `--bootstrap=${seed}`],
      ...[`--out=${path(`${seed}`)}`, ...COMPUTER],
    ]);
    expect(trained.code, trained.stderr).toBe(0);
    expect(trained.stdout).toContain('270 training and 30 test rows');
  }
  const saved = SEEDS.map((seed) => path(`${seed}`, 'model.safetensors'));
  const weights = await Promise.all(saved.map((file) => readFile(file)));
  expect(weights[0]?.equals(weights[1] as Buffer)).toBe(false);

  const out = path('outcomes.csv');
  const asked = [`--dataset=${path('new.csv')}`, '--treatment=drug', `--out=${out}`, ...COMPUTER];
  const told = await runCli(['outcome', ...saved, ...asked, '--level=0.5']);
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toMatch(/if all 2 rows had one treatment:\ndrug +died +50 % +change +50 %/);
  const [titles, ...rows] = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(titles).toBe('row,treatment,outcome,low,high,change,change low,change high');
  const cells = rows.map((row) => row.split(','));
  expect(cells.map(([row, treatment]) => `${row} ${treatment}`)).toEqual([
    ...['0 no', '0 yes', '1 no', '1 yes'],
  ]);
  for (const [, , mean, low, high] of cells) {
    expect(Number(low)).toBeLessThanOrEqual(Number(mean));
    expect(Number(high)).toBeGreaterThanOrEqual(Number(mean));
  }
  // At 45 nobody dies; at 65 all without the drug do.
  const risks = cells.map((row) => Number(row[2]));
  expect(risks.map((risk) => Math.round(risk))).toEqual([0, 0, 1, 0]);
  expect(Number(cells[3]?.[7])).toBeLessThan(0);

  const turned = await runCli(['outcome', ...saved, ...asked, '--level=0.5', '--reference=yes']);
  expect(turned.code, turned.stderr).toBe(0);
  const changed = (await readFile(out, 'utf8')).trimEnd().split('\n')[3]?.split(',');
  expect(Number(changed?.[5])).toBeCloseTo(-Number(cells[3]?.[5]), 3);

  const refused = async (args: readonly string[], message: string) => {
    const { code, stderr } = await runCli([...args, ...COMPUTER]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  };
  await refused(['outcome', ...saved, ...asked], 'level 0.9 takes 19 models or more, got 3');
  const three = ['outcome', ...saved, '--level=0.5', `--out=${out}`];
  const fresh = `--dataset=${path('new.csv')}`;
  await refused(
    [...three, fresh, '--treatment=ward'],
    '--treatment: the table has no column "ward"',
  );
  const drug = [fresh, '--treatment=drug'];
  await refused(
    [...three, ...drug, '--reference=maybe'],
    '--reference: there is no treatment "maybe"',
  );
  await refused(
    [...three, ...drug, '--outcome=age'],
    '--outcome: the model is told the column "age"',
  );
  const [first = ''] = saved;
  const again = path('1', '..', '1', 'model.safetensors');
  await refused(['outcome', first, again, ...drug, '--level=0.3'], 'is given twice');
  const other = await runCli([
    ...['train', `--dataset=${path('trial.csv')}`, '--model=table', '--without=id', '--epochs=1'],
    ...['--outcomes=age,died', `--out=${path('other')}`, ...COMPUTER],
  ]);
  expect(other.code, other.stderr).toBe(0);
  const differs = path('other', 'model.safetensors');
  await refused(
    ['outcome', first, differs, ...drug, '--outcome=died', '--level=0.3'],
    'models of one table have the same outcomes',
  );
  const resumed = ['train', `--dataset=${path('trial.csv')}`, `--resume=${first}`];
  await refused([...resumed, '--outcomes=age'], 'Leave --outcomes out, or train anew');
  await refused([...resumed, '--zeros=inflated'], 'Leave --zeros out, or train anew');
  await writeFile(path('gaps.csv'), 'age,drug,died\n45,,\n,yes,\n65,no,1\n');
  const gaps = `--dataset=${path('gaps.csv')}`;
  const filled = await runCli(['impute', first, gaps, `--out=${path('filled.csv')}`, ...COMPUTER]);
  expect(filled.stdout).toContain(
    'filled    2 of 9 cells; 2 stay missing in columns that the model is only told',
  );
  await writeFile(path('less.csv'), 'ward\nA\n');
  const less = `--dataset=${path('less.csv')}`;
  await refused([...three, less, '--treatment=drug'], 'no column "age"');
  await refused(['sample', saved[0] as string], 'a model of outcomes draws no rows');
}, 240_000);

test('options that do not fit are refused by name', async () => {
  const refused = async (args: readonly string[], message: string) => {
    const train = ['train', `--dataset=${path('trial.csv')}`, ...args, ...COMPUTER];
    const { code, stderr } = await runCli(train);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  };
  const table = ['--model=table', '--without=id'];
  await refused([...table, '--outcomes=dead'], 'there is no column "dead"');
  await refused([...table, '--outcomes=,'], '--outcomes expects names with commas between them');
  await refused(['--model=vae', '--outcomes=died'], '--outcomes goes with --model table alone');
  const secret = ['--epsilon=3', '--delta=1e-3'];
  await refused([...table, '--bootstrap=1', ...secret], '--bootstrap repeats rows');
});
