import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { checkpointSettings } from '../../../demo/src/session/checkpointSettings.ts';
import { modelOptions } from '../../../demo/src/session/modelOptions.ts';
import { latentSize, modelWidths } from '../../../demo/src/session/modelWidths.ts';
import { defaultSettings, type Settings, usual } from '../../../demo/src/session/settings.ts';
import { judge } from '../../../demo/src/views/train/predictions/judge.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { DataError } from '../../../src/errors.ts';
import { loadFamily } from '../../../src/families/registry.ts';

const rows = toDataset(new Uint8Array(16 * 4), 4, 'own');
const images: ImageSet = {
  ...{ name: 'own', width: 2, height: 2, channels: 1, train: rows, test: rows, skipped: [] },
  classes: ['circle', 'square', 'star'],
};
const settings: Settings = {
  ...defaultSettings(false),
  ...usual('vib'),
  latent: 5,
  hidden: [7, 6],
};

/** The model of options, as the worker tells of it. */
async function made(asked = settings) {
  const options = modelOptions(asked, images, 16);
  const family = await loadFamily('vib');
  const model = await family.build(await family.resolve(options.architecture ?? { family: 'vib' }));
  const { architecture } = model;
  return { architecture, describe: () => model.describe(), options };
}

test('a classifier is made of the settings and the classes of the images', async () => {
  const model = await made();
  expect(model.architecture).toMatchObject({ family: 'vib', input: [4], classes: 3 });
  expect(model.options.beta).toBe(1e-3);
  expect(modelWidths(model)).toEqual([4, 7, 6, 5]);
  expect(latentSize(model)).toBe(5);
});

test('images without labels are refused where a classifier is asked for', () => {
  const { classes: _, ...unlabelled } = images;
  expect(() => modelOptions(settings, unlabelled, 16)).toThrow(DataError);
  expect(modelOptions({ ...settings, model: 'vae' }, unlabelled, 16).config?.input).toBe(4);
});

test('a loaded classifier gives back the settings that it was made with', async () => {
  const { options, ...model } = await made({ ...settings, learningRate: 0.01, seed: 8 });
  const { batchSize = 1, seed = 0, beta } = options;
  const loaded = { ...model, options: { batchSize, seed, beta, learningRate: 0.01 } };
  const found = checkpointSettings(loaded as never, defaultSettings(false));
  expect(found).toEqual({
    settings: { ...settings, batchSize: 16, learningRate: 0.01, seed: 8 },
  });
  const architecture = { ...model.architecture, encoder: [{ kind: 'dense', activation: 'gelu' }] };
  const other = checkpointSettings({ ...loaded, architecture } as never, settings);
  expect(other.unsaid?.text).toContain('the layers');
});

test('judges wrong images first, the surest of them first, then the right ones least sure of', () => {
  const probabilities = Float32Array.of(
    ...[0.9, 0.1, 0],
    ...[0.2, 0.7, 0.1],
    ...[0, 0.4, 0.6],
    ...[0.8, 0.2, 0],
    ...[0.05, 0.95, 0],
  );
  const prediction = { classes: Uint32Array.of(0, 1, 2, 0, 1), probabilities };
  const labels = Uint8Array.of(0, 2, 2, 1, 1, 0);
  const { wrong, rows: count, hardest } = judge(prediction, labels, 4);
  expect([wrong, count]).toEqual([2, 5]);
  expect(hardest.map(({ row }) => row)).toEqual([3, 1, 2, 0]);
  expect(hardest[1]).toMatchObject({ truth: 2, predicted: 1 });
  expect(hardest[1]?.likely.map(({ label }) => label)).toEqual([1, 0, 2]);
  expect(hardest[1]?.likely[0]?.probability).toBeCloseTo(0.7, 6);
});
