import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProfileCommandOptions, profileCommand } from '../../src/cli/profileOptions.ts';
import { profileTable, profileTotals, shownPeak } from '../../src/cli/profileTable.ts';
import { ConfigError } from '../../src/errors.ts';
import { peak, profileOf } from '../profiling/profiles.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages, idxLabels } from '../support/idx.ts';

async function parse(...args: string[]): Promise<ProfileCommandOptions> {
  let parsed: ProfileCommandOptions | undefined;
  await profileCommand(async (options) => {
    parsed = options;
  })
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .parseAsync(args, { from: 'user' });
  if (!parsed) throw new Error('the action was not called');
  return parsed;
}

describe('options of profile', () => {
  test('without arguments are the model of the README', async () => {
    expect(await parse()).toEqual({
      batchSize: 128,
      latent: 20,
      hidden: [400],
      dataset: 'mnist',
      backend: 'auto',
      adapter: 'auto',
      steps: 30,
      mode: 'kernels',
      given: new Set(),
    });
  });

  test('say which model, as those of train do', async () => {
    const asked = await parse('--model=vib', '--batch-size=100');
    expect(asked).toMatchObject({ model: 'vib', given: new Set(['model', 'batchSize']) });
    expect(await parse('--architecture=a.json')).toMatchObject({ architecture: 'a.json' });
    expect(await parse('--activation=gelu', '--likelihood=laplace')).toMatchObject({
      activation: 'gelu',
      likelihood: { kind: 'laplace' },
    });
  });

  test.each([
    [
      '--model',
      'gan',
      '--model expects one of vae, vib, hierarchical, ladder, topics, recommendation, ',
    ],
    ['--mode', 'both', '--mode expects one of kernels, step, got "both"'],
    ['--steps', '0', '--steps expects a whole number from 1 to 10000, got "0"'],
    ['--hidden', 'wide', '--hidden expects whole numbers'],
    ['--adapter', 'gpu', '--adapter expects one of auto, hardware, software'],
    ['--trace', '', '--trace expects a name'],
  ])('%s %j is refused by name', async (option, value, message) => {
    await expect(parse(`${option}=${value}`)).rejects.toThrow(message);
    await expect(parse(`${option}=${value}`)).rejects.toBeInstanceOf(ConfigError);
  });
});

describe('what is shown', () => {
  test('a line a dispatch, columns aligned', () => {
    expect(profileTable(profileOf({}, { peak }))).toBe(
      [
        'label        kernel               ms  % of step  GFLOP/s  % of peak  GB/s  bound',
        'fc1.forward  dense_forward     8.000       61.5     5.00       50.0  0.13  compute',
        'model.adam   optimizer_update  5.000       38.5     0.40       4.00  4.00  memory',
        'kl           kl_forward        0.000        0.0        –          –     –  dispatch',
      ].join('\n'),
    );
  });

  test('what dispatches cost, where they were not timed', () => {
    const [titles, first] = profileTable(profileOf({ dispatchMs: undefined })).split('\n');
    expect(titles?.split(/ +/)).toEqual(['label', 'kernel', 'MFLOP', 'MB', 'bound']);
    expect(first?.split(/ +/)).toEqual(['fc1.forward', 'dense_forward', '40.00', '1.000']);
  });

  test('the whole step, its bound, and what timing costs', () => {
    const text = profileTotals(profileOf({}, { peak }));
    expect(text).toContain(
      '12.500 ms undisturbed, 10240 images/s: 3 dispatches, 0.042 GFLOP, 21.0 MB',
    );
    expect(text).toContain('3.36 GFLOP/s, 33.6% of the peak; 1.68 GB/s');
    expect(text).toContain('8.006 ms if every dispatch reached its bound');
    expect(text).toContain('13.000 ms for all dispatches one by one, 1.04 times');
    expect(text).toContain('GPU timestamps, medians of 30');
    expect(shownPeak(peak)).toBe(
      '10.0 GFLOP/s of multiply-adds, 5.00 GB/s in a copy, 2.00 µs a dispatch, measured now',
    );
  });
});

describe('the command', () => {
  let folder: TemporaryFolder;
  let images = '';
  beforeAll(async () => {
    folder = await temporaryFolder('profile');
    images = join(folder.path, 'images.idx');
    await writeFile(images, idxImages(20, 4, 4));
    for (const part of ['train', 't10k']) {
      await writeFile(join(folder.path, `${part}-images-idx3-ubyte`), idxImages(20, 4, 4));
      await writeFile(join(folder.path, `${part}-labels-idx1-ubyte`), idxLabels(20, 3));
    }
  });
  afterAll(() => folder?.remove());

  const profile = (...args: string[]) => {
    const small = ['--latent', '2', '--hidden', '8', '--batch-size', '4', '--steps', '2'];
    return runCli(['profile', ...small, '--backend', 'webgpu', '--dataset', images, ...args]);
  };

  test('prints the table and writes what it was asked for, nothing else', async () => {
    const trace = join(folder.path, 'results', 'trace.json');
    const json = join(folder.path, 'results', 'profile.json');
    const { code, stdout, stderr } = await profile('--trace', trace, '--json', json);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^adapter {3}.+\((software: it computes on the CPU|hardware)\)$/m);
    expect(stdout).toMatch(/^fc1\.forward +dense_forward/m);
    expect(stdout).toMatch(/^step .+ undisturbed/m);
    // Dawn's quantisation is off, so the displayed times are exact.
    expect(stdout).toMatch(/^measured {2}GPU timestamps, medians of 2;/m);
    const written = JSON.parse(await readFile(json, 'utf8'));
    expect(written).toMatchObject({ mode: 'kernels', batchSize: 4 });
    const { traceEvents } = JSON.parse(await readFile(trace, 'utf8'));
    expect(traceEvents.length).toBeGreaterThan(written.dispatches.length);
    expect((await readdir(join(folder.path, 'results'))).sort()).toEqual([
      'profile.json',
      'trace.json',
    ]);
  });

  test('times the step of another architecture, on data with the labels that it takes', async () => {
    const architecture = join(folder.path, 'vib.json');
    const dense = [{ kind: 'dense', units: 8 }];
    await writeFile(
      architecture,
      JSON.stringify({ family: 'vib', encoder: dense, latent: 2, classes: 3 }),
    );
    const run = (dataset: string) =>
      runCli([
        ...['profile', '--architecture', architecture, '--dataset', dataset],
        ...['--batch-size', '4', '--steps', '2'],
      ]);
    const { code, stdout, stderr } = await run(folder.path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model {5}16-8-2-3, batch 4$/m);
    expect(stdout).toMatch(/^cross_entropy\S* /m);
    const without = await run(images);
    expect(without.stderr).toMatch(
      /has no labels, which a model of the family "vib" is trained on/,
    );
    expect(without.code).toBe(2);
  });

  test.each([
    [
      'two ways to say the model',
      ['--model', 'vib'],
      '--model and --hidden, --latent exclude each other',
    ],
    ['a mode that is none', ['--mode', 'all'], '--mode expects one of kernels, step, got "all"'],
    ['an unknown option', ['--stepz', '3'], 'See: webgpu-vae profile --help'],
    ['a batch larger than the data', ['--batch-size', '19'], '--batch-size 19 is larger'],
  ])('refuses %s in one message', async (_, args, message) => {
    const { code, stderr } = await profile(...args);
    expect(stderr).toMatch(/^webgpu-vae: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('refuses a file that cannot be written, before it measures', async () => {
    const { code, stdout, stderr } = await profile('--trace', join(images, 'trace.json'));
    expect(stderr).toMatch(/^webgpu-vae: --trace ".+" cannot be written: .+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
