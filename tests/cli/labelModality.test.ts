import { expect, test, vi } from 'vitest';
import { describeLayers, modelOf } from '../../src/cli/describedModel.ts';
import {
  imagesOfLabels,
  labelAccuracy,
  labelModality,
  learnedLabels,
} from '../../src/cli/labelModality.ts';
import { type ArchitectureChoice, toDataset } from '../../src/index.ts';

const labelled: ArchitectureChoice = {
  family: 'multimodal',
  modalities: {
    picture: { input: 4, encoder: [{ kind: 'dense', units: 5 }], decoder: [] },
    word: { input: 3, encoder: [], decoder: [], likelihood: { kind: 'categorical', group: 3 } },
  },
  latent: 2,
};
const images = toDataset(new Float32Array(16), 4);
const withLabels = { ...images, labels: Uint8Array.of(0, 2, 1, 2) };

const modality = { labels: 'word', images: 'picture', classes: 3 };

test('the accuracy of labels counts the likeliest of each image alone', async () => {
  const translate = vi.fn(async () =>
    Float32Array.of(0.5, 0.3, 0.2, 0.1, 0.2, 0.7, 0.4, 0.3, 0.3, 0, 0, 1),
  );
  expect(await labelAccuracy({ translate }, modality, withLabels)).toBe(3 / 4);
  expect(translate).toHaveBeenCalledWith({ picture: withLabels }, 'word');
  expect(await labelAccuracy({ translate }, modality, images)).toBeUndefined();
});

test('images of labels come from their one-hot columns, and no others are known', async () => {
  const translate = vi.fn(async () => new Float32Array(8));
  expect(await imagesOfLabels({ translate }, modality, [2, 0], 7)).toHaveLength(8);
  expect(translate).toHaveBeenCalledWith({ word: Float32Array.of(0, 0, 1, 1, 0, 0) }, 'picture', {
    samples: 1,
    seed: 7,
  });
  expect(() => imagesOfLabels({ translate }, modality, [3], 7)).toThrow(
    /label 3 is not one of 3 classes/,
  );
});

test('labels are a modality where one categorical variable of the second has a column each', async () => {
  const described = await modelOf(labelled);
  expect(labelModality(described)).toEqual(modality);
  expect(learnedLabels(described, withLabels)).toEqual(modality);
  expect(learnedLabels(described, images)).toBeUndefined();
  const withSecond = (word: object) =>
    modelOf({ ...labelled, modalities: { picture: { input: 4 }, word: { input: 6, ...word } } });
  for (const none of [
    await withSecond({}),
    await withSecond({ likelihood: { kind: 'categorical', levels: 3 } }),
    await withSecond({ likelihood: { kind: 'categorical', group: 3 } }),
    await modelOf({ family: 'aligned', autoencoder: { input: 4, latent: 2 } }),
    await modelOf({ family: 'vib', input: 4, classes: 3 }),
  ]) {
    expect(labelModality(none)).toBeUndefined();
    expect(learnedLabels(none, withLabels)).toBeUndefined();
  }
});

test('each network of a model is described after its name', async () => {
  expect(describeLayers(await modelOf(labelled), 8)).toBe('picture 4-5-2-4, word 3-2-3, batch 8');
  const layers = [{ kind: 'dense', units: 6 }];
  const own = { input: 4, encoder: layers, decoder: layers, latent: 2 };
  const adversarial = await modelOf({ family: 'vae-gan', ...own, discriminator: layers });
  expect(describeLayers(adversarial, 8)).toBe('4-6-2-6-4, discriminator 6-1, batch 8');
  expect(describeLayers(await modelOf({ family: 'vae', ...own }), 8)).toBe('4-6-2-6-4, batch 8');
});
