import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resumeCommand } from '../../src/cli/interrupt.ts';
import { type TrainOptions, trainCommand } from '../../src/cli/options.ts';
import { tuningTable } from '../../src/cli/tuningTable.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import type { TuneReport } from '../../src/index.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';

async function parse(...args: string[]): Promise<TrainOptions> {
  let parsed: TrainOptions | undefined;
  const command = trainCommand(async (options) => {
    parsed = options;
  });
  await command.exitOverride().parseAsync(args, { from: 'user' });
  if (!parsed) throw new Error('the action was not called');
  return parsed;
}

const report: TuneReport = {
  adapter: { vendor: 'acme', architecture: '', device: '', description: '', software: true },
  clock: 'wall',
  budgetMs: 20_000,
  seconds: 12.34,
  dispatches: [
    {
      label: 'fc1.forward',
      kernel: 'dense_forward',
      key: 'dense_forward M=128',
      variant: 'quad_16x8',
      source: 'measured',
      ms: { direct_8x8: 123.4, quad_16x8: 1.234 },
      skipped: [
        { variant: 'split_8x8', reason: 'workgroup memory is slow on CPU adapters' },
        { variant: 'tiled_64x64', reason: 'workgroup memory is slow on CPU adapters' },
      ],
    },
    {
      label: 'fc1.update',
      kernel: 'dense_backward_weight_update',
      key: 'dense_backward_weight_update M=128',
      variant: 'direct_8x8',
      source: 'default',
      ms: {},
      skipped: [
        { variant: 'direct_8x8', reason: 'the time budget was used up' },
        { variant: 'split_8x8', reason: 'workgroup memory is slow on CPU adapters' },
        { variant: 'tiled_64x64', reason: 'workgroup memory is slow on CPU adapters' },
      ],
    },
  ],
  inputs: { keepBatch: true, gatheredMs: 7, others: [] },
  complete: false,
};

describe('what tuning tells', () => {
  test('a line a product, and what was skipped', () => {
    expect(tuningTable(report)).toBe(
      [
        "tuning    12.3 s, milliseconds a launch by the host's clock",
        'product      chosen      direct_8x8  quad_16x8  from',
        'fc1.forward  quad_16x8          123       1.23  measured',
        'fc1.update   direct_8x8           –          –  default',
        'updates   from the batch in memory (from memory – ms, gathered 7.00 ms)',
        'skipped   direct_8x8: the time budget was used up (fc1.update)',
        'skipped   split_8x8, tiled_64x64: workgroup memory is slow on CPU adapters',
      ].join('\n'),
    );
  });

  test('that nothing was measured', () => {
    const cached = report.dispatches.map((each) => ({ ...each, source: 'cache' as const }));
    expect(tuningTable({ ...report, dispatches: cached })).toContain('; nothing was measured now');
  });
});

describe('options', () => {
  test('a file asks for tuning', async () => {
    expect(await parse('--tuning-file', 'a.json')).toMatchObject({
      tune: true,
      tuningFile: 'a.json',
    });
    expect((await parse('--tune')).tune).toBe(true);
    expect(await parse()).not.toHaveProperty('tune');
  });

  test('the checkpoint knows what was tuned: going on does not tune again', async () => {
    const options = await parse('--tuning-file', 'a.json', '--seed', '3');
    expect(resumeCommand(options, 'out/model.safetensors', 2, false)).toBe(
      'webgpu-vae train --resume out/model.safetensors --epochs 2 --seed 3',
    );
  });
});

describe('the commands', () => {
  let folder: TemporaryFolder;
  let images = '';
  beforeAll(async () => {
    folder = await temporaryFolder('tune');
    images = join(folder.path, 'images.idx');
    const file = idxImages(40, 4, 4);
    const header = file.length - 40 * 4 * 4;
    for (let i = header; i < file.length; i++) file[i] = (i * i * 37) % 256;
    await writeFile(images, file);
  });
  afterAll(() => folder?.remove());

  const small = ['--latent', '2', '--hidden', '8', '--batch-size', '4'];
  const run = (command: string, ...args: string[]) =>
    runCli([command, ...small, '--dataset', images, ...args]);

  test('train tunes, records it in report and checkpoint, and knows it the next time', async () => {
    const file = join(folder.path, 'tuning.json');
    const out = join(folder.path, 'out');
    const first = await run('train', '--tuning-file', file, '--out', out, '--epochs', '1');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^tuning {4}.+ s, milliseconds a launch by /m);
    // The number of measured products depends on the machine, but the costliest one is always
    // measured.
    expect(first.stdout).toMatch(/^fc1.+ measured$/m);
    const { kernels } = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
    expect(Object.keys(kernels.variants.byDispatch).length).toBeGreaterThan(3);
    const { metadata } = readSafetensors(await readFile(join(out, 'model.safetensors')));
    expect(JSON.parse(metadata.get('kernels') ?? '')).toEqual(kernels);

    const second = await run('profile', '--tuning-file', file, '--steps', '1');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toMatch(/^fc1.+ cache$/m);
  });

  test('a file that cannot be written is a notice: the run goes on', async () => {
    const { code, stdout, stderr } = await run(
      'profile',
      '--steps',
      '1',
      '--tuning-file',
      join(images, 'tuning.json'),
    );
    expect(stderr).toMatch(
      /^webgpu-vae: what tune\(\) measured is used but could not be kept: .+\n$/,
    );
    expect(stdout).toMatch(/^fc1.+ measured$/m);
    expect(code).toBe(0);
  });
});
