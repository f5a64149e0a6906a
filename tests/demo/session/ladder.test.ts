import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { checkpointSettings } from '../../../demo/src/session/checkpointSettings.ts';
import { modelOptions } from '../../../demo/src/session/modelOptions.ts';
import { latentSize, modelWidths } from '../../../demo/src/session/modelWidths.ts';
import { defaultSettings, type Settings, usual } from '../../../demo/src/session/settings.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { loadFamily } from '../../../src/families/registry.ts';

const rows = toDataset(new Uint8Array(16 * 4), 4, 'own');
const images: ImageSet = {
  ...{ name: 'own', width: 2, height: 2, channels: 1, train: rows, test: rows, skipped: [] },
};
const settings: Settings = {
  ...defaultSettings(false),
  ...usual('ladder'),
  latent: 5,
  hidden: [8, 6],
  batchSize: 16,
};

/** The model of the settings, as the worker tells of it. */
async function made(asked = settings) {
  const { architecture: choice = { family: 'ladder' }, beta } = modelOptions(asked, images, 16);
  const family = await loadFamily('ladder');
  const model = await family.build(await family.resolve(choice));
  const { batchSize, seed, learningRate } = asked;
  const options = { batchSize, seed, learningRate, beta };
  return { architecture: model.architecture, describe: () => model.describe(), options, model };
}

test('a ladder is made of the settings; its code is that of both levels', async () => {
  const { model, ...described } = await made();
  expect(modelWidths(described)).toEqual([4, 8, 6, 5]);
  expect(latentSize(described)).toBe(8);
  expect(latentSize(described)).toBe(model.latent?.size);
});

test('a loaded ladder gives back the settings that it was made with', async () => {
  const loaded = await made();
  expect(checkpointSettings(loaded as never, defaultSettings(false))).toEqual({ settings });
});

test('levels that the settings cannot make are named', async () => {
  const { model, ...loaded } = await made();
  const [bottom, top] =
    'levels' in model.architecture ? (model.architecture.levels as object[]) : [];
  const architecture = { ...model.architecture, levels: [bottom, { ...top, size: 4 }] };
  const found = checkpointSettings({ ...loaded, architecture } as never, settings);
  expect(found.unsaid?.text).toContain('the layers');
});
