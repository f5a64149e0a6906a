import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrainOptions, trainCommand } from '../../src/cli/options.ts';
import { privacyChoice } from '../../src/cli/privacyOptions.ts';
import type { Report } from '../../src/cli/report.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('privacy');
  await writeFile(path('images.idx'), idxImages(80, 4, 4));
});

afterAll(() => folder?.remove());

const train = (out: string, ...args: string[]) =>
  runCli([
    'train',
    ...['--dataset', path('images.idx'), '--out', path(out)],
    ...['--batch-size', '40', '--seed', '3', ...args],
  ]);

const model = ['--latent', '2', '--hidden', '8'];
const budget = ['--epsilon', '5', '--delta', '1e-4', '--clip', '2'];

describe('private training by the command line', () => {
  test('tells what is spent, and goes on to the bit with the file of its secret', async () => {
    const secret = path('run.secret');
    const noise = ['--noise', '1.5', '--delta', '1e-4', '--secret', secret];
    const whole = await train('whole', ...model, ...noise, '--epochs', '3');
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toMatch(/ε \d+\.\d\d at δ 0\.0001/);
    expect(await readFile(secret, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await stat(secret)).mode & 0o077).toBe(0);

    await train('part', ...model, ...noise, '--epochs', '2');
    const rest = ['--resume', path('part', 'model.safetensors'), '--epochs', '1'];
    const resumed = await train('rest', ...rest, '--secret', secret);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    const fileOf = (name: string) => readFile(path(name, 'model.safetensors'));
    expect((await fileOf('rest')).equals(await fileOf('whole'))).toBe(true);
    await train('other', ...rest);
    expect((await fileOf('other')).equals(await fileOf('whole'))).toBe(false);
  });

  test('keeps a budget, which the report tells', async () => {
    const trained = await train('budget', ...model, ...budget, '--epochs', '2', '--json');
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    const report: Report = JSON.parse(await readFile(path('budget', 'report.json'), 'utf8'));
    const spent = report.epochs.map(({ privacy }) => privacy?.epsilon ?? 0);
    expect(spent[0]).toBeLessThan(spent[1] ?? 0);
    expect(spent[1]).toBeLessThanOrEqual(5);
    expect(report.training.privacy).toEqual({ epsilon: 5, delta: 1e-4, clip: 2 });
  });
});

describe('refuses', () => {
  test.each([[{ epsilon: 3 }], [{ delta: 1e-5 }], [{ epsilon: 3, noise: 1, delta: 1e-5 }]])(
    'a part of a budget: %j',
    (given) => {
      expect(() => privacyChoice(given)).toThrow('takes --delta, and one of --epsilon and --noise');
    },
  );

  test('a secret without privacy', async () => {
    const { code, stderr } = await train('none', ...model, '--secret', path('none.secret'));
    expect(code).toBe(2);
    expect(stderr).toContain('--secret is of private training');
  });

  test('a file that is no secret', async () => {
    const { code, stderr } = await train(
      'bad',
      ...model,
      ...budget,
      '--secret',
      path('images.idx'),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('secret must be the 64 hexadecimal digits');
  });
});

test('no budget is asked for where no option is given', async () => {
  let parsed: TrainOptions | undefined;
  const command = trainCommand(async (options) => {
    parsed = options;
  });
  await command.parseAsync([], { from: 'user' });
  expect(parsed && privacyChoice(parsed)).toEqual({});
});
