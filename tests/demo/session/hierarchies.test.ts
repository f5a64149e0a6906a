import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { checkpointSettings } from '../../../demo/src/session/checkpointSettings.ts';
import { modelOptions } from '../../../demo/src/session/modelOptions.ts';
import { latentSize, levelSizes, modelWidths } from '../../../demo/src/session/modelWidths.ts';
import { defaultSettings, type Settings, usual } from '../../../demo/src/session/settings.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { loadFamily } from '../../../src/families/registry.ts';
import { HIERARCHIES } from '../../support/smallHierarchy.ts';

const rows = toDataset(new Uint8Array(16 * 4), 4, 'own');
const images: ImageSet = {
  ...{ name: 'own', width: 2, height: 2, channels: 1, train: rows, test: rows, skipped: [] },
};
const settingsOf = (family: (typeof HIERARCHIES)[number]): Settings => ({
  ...defaultSettings(false),
  ...usual(family),
  latent: 5,
  hidden: [8, 6],
  batchSize: 16,
});

/** The model of the settings, as the worker tells of it. */
async function made(asked: Settings) {
  const { architecture: choice = { family: asked.model }, beta } = modelOptions(asked, images, 16);
  const family = await loadFamily(asked.model);
  const model = await family.build(await family.resolve(choice));
  const { batchSize, seed, learningRate } = asked;
  const options = { batchSize, seed, learningRate, beta };
  return { architecture: model.architecture, describe: () => model.describe(), options, model };
}

test.each(HIERARCHIES)(
  'a %s is made of the settings; its code is that of both levels',
  async (family) => {
    const { model, ...described } = await made(settingsOf(family));
    expect(modelWidths(described)).toEqual([4, 8, 6, 5]);
    expect(levelSizes(described)).toEqual([5, 3]);
    expect(latentSize(described)).toBe(8);
    expect(latentSize(described)).toBe(model.latent?.size);
  },
);

test.each(HIERARCHIES)(
  'a loaded %s gives back the settings that it was made with',
  async (family) => {
    const settings = settingsOf(family);
    const loaded = await made(settings);
    expect(checkpointSettings(loaded as never, defaultSettings(false))).toEqual({ settings });
  },
);

test('levels that the settings cannot make are named', async () => {
  const settings = settingsOf('ladder');
  const { model, ...loaded } = await made(settings);
  const [bottom, top] =
    'levels' in model.architecture ? (model.architecture.levels as object[]) : [];
  const architecture = { ...model.architecture, levels: [bottom, { ...top, size: 4 }] };
  const found = checkpointSettings({ ...loaded, architecture } as never, settings);
  expect(found.unsaid?.text).toContain('the layers');
});
