import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { checkpointSettings } from '../../../demo/src/session/checkpointSettings.ts';
import { modelOptions } from '../../../demo/src/session/modelOptions.ts';
import { latentSize, modelWidths } from '../../../demo/src/session/modelWidths.ts';
import { defaultSettings, type Settings, usual } from '../../../demo/src/session/settings.ts';
import { modelOf } from '../../../src/cli/describedModel.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import type { ArchitectureChoice } from '../../../src/index.ts';

const rows = toDataset(new Uint8Array(16 * 4), 4, 'own');
const images: ImageSet = {
  ...{ name: 'own', width: 2, height: 2, channels: 1, train: rows, test: rows, skipped: [] },
};
const settings: Settings = {
  ...defaultSettings(false),
  ...usual('flow'),
  ...{ latent: 5, hidden: [8, 6], batchSize: 16 },
};

/** The model of an architecture, as the worker tells of it. */
async function told(asked: ArchitectureChoice) {
  const model = await modelOf(asked);
  const { batchSize, seed, learningRate, beta } = settings;
  const options = { batchSize, seed, learningRate, beta };
  return { architecture: model.architecture, describe: () => model.describe(), options };
}

test('a model with flows is made of the settings, and gives them back when it is loaded', async () => {
  const { architecture = {} } = modelOptions(settings, images, 16);
  const loaded = await told(architecture as ArchitectureChoice);
  expect(modelWidths(loaded)).toEqual([4, 8, 6, 5]);
  expect(latentSize(loaded)).toBe(5);
  expect(checkpointSettings(loaded as never, defaultSettings(false))).toEqual({ settings });
});

test.each([
  { kind: 'flow', size: 5, flows: [{ kind: 'planar', count: 3 }] },
  { kind: 'fullGaussian', size: 5 },
  { size: 5, prior: { kind: 'gaussian' } },
] as const)('a code that the settings cannot make is named: %o', async (latent) => {
  const layers = [{ kind: 'dense', units: 8 }] as const;
  const loaded = await told({ family: 'vae', input: 4, encoder: layers, latent, decoder: layers });
  expect(checkpointSettings(loaded as never, settings).unsaid?.text).toContain('the latent code');
});
