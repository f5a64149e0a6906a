import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../src/checkpoints/readCheckpoint.ts';
import { withSavedOptions } from '../../src/cli/model.ts';
import type { TrainOptions } from '../../src/cli/options.ts';
import type { EpochReport, Report } from '../../src/cli/report.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';

/** The JSON output of a run. */
interface Told {
  readonly event: string;
  readonly epoch: number;
  readonly early: boolean;
}

let folder: TemporaryFolder;
let images = '';
let trained: CliResult;
const path = (...names: string[]) => join(folder.path, ...names);

/** A small model with a Gaussian likelihood and the importance-weighted bound, at too high a learning rate. */
beforeAll(async () => {
  folder = await temporaryFolder('trained-otherwise');
  images = path('images.idx');
  await writeFile(images, idxImages(40, 4, 4));
  trained = await runCli([
    'train',
    ...['--latent', '2', '--hidden', '8', '--batch-size', '4', '--epochs', '40'],
    ...['--likelihood', 'gaussian:sigma=learned', '--activation', 'tanh', '--input-dropout', '0.1'],
    ...['--bound', 'iwae', '--samples', '3', '--clip-value', '1', '--learning-rate', '0.1'],
    ...['--early-stopping', '2', '--dataset', images, '--out', path('out'), '--json'],
  ]);
}, 120_000);

afterAll(() => folder?.remove());

describe('a run that chose all of its model and its objective', () => {
  test('says so in its report', async () => {
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    const report: Report = JSON.parse(await readFile(path('out', 'report.json'), 'utf8'));
    expect(report.config).toMatchObject({
      likelihood: { kind: 'gaussian', sigma: 'learned', floor: 0 },
      activation: 'tanh',
      inputDropout: 0.1,
      earlyStopping: 2,
    });
    expect(report.training).toMatchObject({ bound: 'iwae', samples: 3, clipValue: 1 });
    expect(report.epochs[0]?.train.bound).toBeLessThan(report.epochs[0]?.train.elbo ?? 0);
  });

  test('goes on with its batch size', async () => {
    const checkpoint = path('out', 'model.safetensors');
    const again = await runCli([
      'train',
      ...['--resume', checkpoint, '--epochs', '1', '--dataset', images, '--out', path('again')],
      ...['--bootstrap', '3', '--doubly'],
    ]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain(', batch 4');
    const report: Report = JSON.parse(await readFile(path('again', 'report.json'), 'utf8'));
    expect(report.training.batchSize).toBe(4);
    expect(report.config).toMatchObject({ batchSize: 4, bootstrap: 3 });
    expect(report.training.bound).toEqual({ kind: 'iwae', gradient: 'doubly' });
  });

  test('starts a schedule from its own learning rate, and counts batches of its own size', async () => {
    const again = await runCli([
      'train',
      ...['--resume', path('out', 'model.safetensors'), '--epochs', '1', '--dataset', images],
      ...['--schedule', 'cosine:5', '--out', path('scheduled')],
    ]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const report: Report = JSON.parse(await readFile(path('scheduled', 'report.json'), 'utf8'));
    // 36 of the 40 images are for training: 9 batches an epoch.
    expect(report.training.learningRate).toEqual({
      kind: 'cosine',
      from: 0.1,
      steps: 5 * 9,
      warmup: 0,
    });
  });

  test.each([
    [1e-4, 1e-4],
    [{ kind: 'warmup', to: 3e-4, steps: 2345 }, 3e-4],
    [{ kind: 'cosine', from: 2e-4, steps: 100, warmup: 50 }, 2e-4],
    // A function is not in the file: the usual rate stays, and loading misses the function by name.
    [{ kind: 'function' }, 1e-3],
  ])('takes the rate that %j leads to', async (learningRate, rate) => {
    const file = await readFile(path('out', 'model.safetensors'));
    const { metadata, tensors } = readSafetensors(file);
    const { options, ...rest } = JSON.parse(metadata.get('training') ?? '');
    const training = JSON.stringify({ ...rest, options: { ...options, learningRate } });
    const changed = writeSafetensors(tensors, new Map([...metadata, ['training', training]]));
    const usual = { learningRate: 1e-3, batchSize: 128, given: new Set<string>() };
    expect(withSavedOptions(usual as unknown as TrainOptions, changed)).toMatchObject({
      learningRate: rate,
      batchSize: 4,
    });
  });

  test('refuses data of less than a batch of its own size', async () => {
    const again = await runCli([
      'train',
      ...['--resume', path('out', 'model.safetensors'), '--dataset', images, '--limit', '3'],
      ...['--out', path('too-few')],
    ]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('has 3 images, fewer than a batch of 4. Pass --batch-size 3');
  });

  test('stopped when the test ELBO no longer fell, and saved its best epoch', async () => {
    const told = trained.stdout
      .trim()
      .split('\n')
      .map((line): Told => JSON.parse(line));
    const report: Report = JSON.parse(await readFile(path('out', 'report.json'), 'utf8'));
    const best = lowest(report.epochs);
    expect(report.epochs.length).toBeLessThan(40);
    expect(report.epochs.at(-1)?.epoch).toBe(best + 2);
    expect(report.bestEpoch).toBe(best);
    expect(told.at(-2)).toEqual({ event: 'best', epoch: best, early: true });
    const { training } = readCheckpoint(await readFile(path('out', 'model.safetensors')));
    expect(training?.state.epoch).toBe(best);
  });

  test('goes on with its own likelihood and its own bound', async () => {
    const { code, stdout, stderr } = await runCli([
      ...['train', '--resume', path('out', 'model.safetensors'), '--epochs', '1'],
      ...['--batch-size', '4', '--dataset', images, '--out', path('resumed')],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('16-8-2-8-16, batch 4, gaussian:sigma=learned,floor=0, going on');
    expect(stdout).toMatch(/^epoch \d+ {3}train ELBO .+\), bound -?\d+\.\d\d {3}test ELBO/m);
  }, 120_000);
});

test('evaluate --nll tells an estimate that is no worse than the ELBO, in words and as JSON', async () => {
  const command = ['evaluate', path('out', 'model.safetensors'), '--dataset', images];
  const estimate = ['--part', 'train', '--limit', '20', '--nll', '300'];
  const [words, json] = await Promise.all([
    runCli([...command, ...estimate]),
    runCli([...command, ...estimate, '--json']),
  ]);
  expect(words).toMatchObject({ code: 0, stderr: '' });
  expect(json).toMatchObject({ code: 0, stderr: '' });
  const { data, losses, diagnosis, nll } = JSON.parse(json?.stdout ?? '');
  expect(data.rows).toBe(20);
  expect(diagnosis.klPerDimension).toHaveLength(2);
  expect(nll).toMatchObject({ samples: 300, rows: 20 });
  expect(nll.nll).toBeLessThan(losses.elbo);
  const shown = `${nll.nll.toFixed(3)} ± ${nll.standardError.toFixed(3)} nats`;
  expect(words?.stdout).toContain(`-log p(x)  ${shown}`);
}, 120_000);

test('samples for an estimate that are too few or too many are refused', async () => {
  for (const samples of ['0', '5001']) {
    const { code, stderr } = await runCli(['evaluate', path('out'), '--nll', samples]);
    expect(stderr).toBe(
      `webgpu-vae: --nll expects a whole number from 1 to 5000, got "${samples}".\n`,
    );
    expect(code).toBe(2);
  }
});

function lowest(epochs: readonly EpochReport[]): number {
  const elbo = ({ test }: EpochReport): number => test.elbo ?? Number.NaN;
  return epochs.reduce((best, each) => (elbo(each) < elbo(best) ? each : best)).epoch;
}
