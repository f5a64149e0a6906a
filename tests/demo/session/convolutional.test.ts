import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { checkpointSettings } from '../../../demo/src/session/checkpointSettings.ts';
import { modelOptions } from '../../../demo/src/session/modelOptions.ts';
import { latentSize } from '../../../demo/src/session/modelWidths.ts';
import { defaultSettings, PRESETS } from '../../../demo/src/session/settings.ts';
import { modelOf } from '../../../src/cli/describedModel.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { DataError } from '../../../src/errors.ts';

/** Colour images of a size. */
function images(width: number, height: number): ImageSet {
  const columns = width * height * 3;
  const rows = toDataset(new Uint8Array(16 * columns), columns, 'own');
  return { name: 'own', width, height, channels: 3, train: rows, test: rows, skipped: [] };
}

const settings = { ...defaultSettings(false), ...PRESETS.convolutional.settings, latent: 5 };

test('a convolutional model is made of the settings and the shape of the images', async () => {
  const { architecture: asked } = modelOptions(settings, images(12, 8), 16);
  const model = await modelOf(asked ?? {});
  expect(model.architecture).toMatchObject({
    input: [8, 12, 3],
    latent: { size: 5 },
    likelihood: { kind: 'bernoulli' },
    output: { kind: 'convTranspose2d', channels: 3 },
  });
  expect(latentSize(model)).toBe(5);
  const options = { batchSize: 16, seed: 8, beta: 1, learningRate: 1e-3 };
  const loaded = {
    architecture: model.architecture,
    describe: () => model.describe(),
    options,
  } as never;
  expect(checkpointSettings(loaded, defaultSettings(false))).toEqual({
    settings: { ...settings, batchSize: 16, seed: 8 },
  });
});

test('other layers are told, and sizes that do not fit are refused', async () => {
  const encoder = [{ kind: 'conv2d', channels: 8, kernel: 3 }] as const;
  const model = await modelOf({ input: [8, 8, 3], encoder, latent: 2 });
  const options = { batchSize: 16, seed: 8, beta: 1, learningRate: 1e-3 };
  const loaded = { architecture: model.architecture, describe: () => model.describe(), options };
  expect(checkpointSettings(loaded as never, settings).unsaid?.text).toContain('the layers');
  expect(() => modelOptions(settings, images(10, 8), 16)).toThrow(DataError);
  expect(() => modelOptions(settings, images(10, 8), 16)).toThrow(
    'those of own are 10 × 8: choose the dense VAE',
  );
});
