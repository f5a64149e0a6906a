import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TrainOptions, trainCommand } from '../../src/cli/options.ts';
import {
  keepSecret,
  type PrivacyArguments,
  privacyChoice,
  savedPrivacy,
  secretChoice,
} from '../../src/cli/privacyOptions.ts';
import type { Report } from '../../src/cli/report.ts';
import { writeNpy } from '../../src/formats/npy.ts';
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
    const begun = await train('begun', ...model, ...noise, '--epochs', '1');
    expect(begun).toMatchObject({ code: 0, stderr: '' });
    expect(begun.stdout).toMatch(/ε \d+\.\d\d at δ 0\.0001/);
    const text = await readFile(secret, 'utf8');
    expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await stat(secret)).mode & 0o077).toBe(0);

    const from = (name: string) => ['--resume', path(name, 'model.safetensors')];
    const known = ['--secret', secret];
    await train('whole', ...from('begun'), ...known, '--epochs', '2');
    await train('part', ...from('begun'), ...known, '--epochs', '1');
    const resumed = await train('rest', ...from('part'), ...known, '--epochs', '1');
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    const fileOf = (name: string) => readFile(path(name, 'model.safetensors'));
    expect((await fileOf('rest')).equals(await fileOf('whole'))).toBe(true);
    await train('other', ...from('part'), '--epochs', '1');
    expect((await fileOf('other')).equals(await fileOf('whole'))).toBe(false);

    const again = await train('again', ...model, ...noise, '--epochs', '1');
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('holds the secret of another run');
    expect(await readFile(secret, 'utf8')).toBe(text);
  });

  test('keeps no secret of a run that is refused', async () => {
    const secret = path('refused.secret');
    const noise = ['--noise', '1.5', '--delta', '1e-4', '--secret', secret];
    const refused = await train('refused', ...model, ...noise, '--momentum', '0.9');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('adam has no option "momentum"');
    const rows = writeNpy(new Float32Array(16 * 80).fill(2), [80, 16]);
    await writeFile(path('twos.npy'), rows);
    const twos = ['--dataset', path('twos.npy')];
    const beyond = await train('beyond', ...model, ...noise, ...twos);
    expect(beyond.code).toBe(2);
    expect(beyond.stderr).toContain('takes values from 0 to 1');
    const begun = await train('mended', ...model, ...noise, '--epochs', '1');
    expect(begun).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(secret, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  test('keeps a budget, which the report tells', async () => {
    const trained = await train('budget', ...model, ...budget, '--epochs', '2', '--json');
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    const report: Report = JSON.parse(await readFile(path('budget', 'report.json'), 'utf8'));
    const spent = report.epochs.map(({ privacy }) => privacy?.epsilon ?? 0);
    expect(spent[0]).toBeLessThan(spent[1] ?? 0);
    expect(spent[1]).toBeLessThanOrEqual(5);
    expect(report.training.privacy).toEqual({ epsilon: 5, delta: 1e-4, clip: 2 });
    const more = ['--resume', path('budget', 'model.safetensors'), '--epsilon', '9'];
    await train('more', ...more, '--epochs', '1');
    const later: Report = JSON.parse(await readFile(path('more', 'report.json'), 'utf8'));
    expect(later.training.privacy).toEqual({ epsilon: 9, delta: 1e-4, clip: 2 });
    const bad = await train('bad', ...more, '--secret', path('images.idx'));
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('secret must be the 64 hexadecimal digits');
  });
});

describe('refuses', () => {
  test.each([
    [{ epsilon: 3 }],
    [{ delta: 1e-5 }],
    [{ clip: 1 }],
    [{ epsilon: 3, noise: 1, delta: 1e-5 }],
  ])('a part of a budget: %j', (given) => {
    expect(() => privacyChoice(given)).toThrow('takes --delta, and one of --epsilon and --noise');
  });

  test('a secret without privacy', async () => {
    const { code, stderr } = await train('none', ...model, '--secret', path('none.secret'));
    expect(code).toBe(2);
    expect(stderr).toContain('--secret is of private training');
  });

  test('the file of another secret for a new run', async () => {
    const taken = path('taken.secret');
    await writeFile(taken, 'another run\n');
    const { secret } = await secretChoice({ noise: 1, delta: 1e-5, secret: taken });
    await expect(keepSecret({ secret: taken }, secret)).rejects.toThrow(
      'holds the secret of another run',
    );
    expect(await readFile(taken, 'utf8')).toBe('another run\n');
  });

  test('a file that a resumed run does not find', async () => {
    const secret = path('missing.secret');
    await expect(secretChoice({ secret, resume: 'model.safetensors' })).rejects.toThrow(
      /missing.secret" cannot be used: ENOENT/,
    );
    await expect(stat(secret)).rejects.toThrow('ENOENT');
  });
});

test('a resumed run takes from its checkpoint what is missing of a budget', () => {
  const saved = { noise: 1.5, delta: 1e-4, clip: 2 };
  const resumed = (given: PrivacyArguments) =>
    privacyChoice({ ...given, ...savedPrivacy(given, saved) }).privacy;
  expect(resumed({ epsilon: 5 })).toEqual({ epsilon: 5, delta: 1e-4, clip: 2 });
  expect(resumed({ clip: 3 })).toEqual({ ...saved, clip: 3 });
  expect(resumed({ noise: 2, delta: 1e-6 })).toEqual({ noise: 2, delta: 1e-6, clip: 2 });
  expect(resumed({})).toBeUndefined();
  expect(() => resumed({ epsilon: 5, noise: 2 })).toThrow('one of --epsilon and --noise');
  expect(savedPrivacy({ epsilon: 5 }, undefined)).toEqual({});
});

test('no budget is asked for where no option is given', async () => {
  let parsed: TrainOptions | undefined;
  const command = trainCommand(async (options) => {
    parsed = options;
  });
  await command.parseAsync([], { from: 'user' });
  expect(parsed && privacyChoice(parsed)).toEqual({});
});
