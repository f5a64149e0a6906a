import { expect, test } from 'vitest';
import { makeReport } from '../../src/cli/report.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { SEED_CONFIG } from '../support/vaeModel.ts';

test('a report has exactly its fields, and the figures that the model reports', () => {
  const training = resolveTraining({ bound: 'iwae', samples: 5 }, vaeFamily);
  const figures = { elbo: 105, reconstruction: 80, kl: 25 };
  const epoch = { epoch: 1, train: figures, test: figures, seconds: 2, extra: 1 };
  const levels = [{ kl: 20, activeUnits: 7, size: 9 }];
  const report = makeReport(
    {
      adapter: {
        vendor: 'google',
        architecture: 'swiftshader',
        device: '',
        description: '',
        software: true,
      },
      config: { ...SEED_CONFIG },
      options: training,
      tuning: { fuse: true },
      statistics: { dispatchesPerStep: 6, stepsPerSubmit: 8 },
    },
    { batchSize: 128, seed: 1 },
    [{ ...epoch, train: { ...figures, bound: 103 } }],
    { imagesPerSecond: 30_000, bestEpoch: 1, levels },
  );
  expect(JSON.parse(JSON.stringify(report))).toEqual({
    adapter: {
      vendor: 'google',
      architecture: 'swiftshader',
      device: '',
      description: '',
      software: true,
    },
    config: { ...SEED_CONFIG, batchSize: 128, seed: 1 },
    training: JSON.parse(JSON.stringify(training)),
    kernels: { fuse: true },
    epochs: [
      {
        epoch: 1,
        train: { elbo: 105, reconstruction: 80, kl: 25, bound: 103 },
        test: { elbo: 105, reconstruction: 80, kl: 25 },
        seconds: 2,
      },
    ],
    bestEpoch: 1,
    levels,
    imagesPerSecond: 30_000,
    dispatchesPerStep: 6,
    stepsPerSubmit: 8,
  });
});
