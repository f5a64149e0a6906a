/** This library through its public API. */

import { version } from '../../../package.json';
import { registerFamily } from '../../../src/extend.ts';
import { oneHotLabels, VAE } from '../../../src/index.ts';
import {
  DRAWN_ROWS,
  isAdversary,
  isClassifier,
  isMultimodal,
  isRecurrent,
  isSequence,
  MULTIMODAL,
} from '../../cases.mjs';
import { architectureOf } from '../../lib/architecture.mjs';
import { gpu } from './gpu.js';
import { gruFamily } from './gruFamily.js';
import { drawnSteps, drawnTokens } from './recurrent.js';

registerFamily(gruFamily);

let vae;
let dataset;
/** The figure that is compared. */
let figure;

/** The data of a model: MNIST, or what it draws. */
function datasetOf(model, { images, labels, rows }) {
  const drawn = (dtype, data) => {
    return { name: 'drawn', rows: DRAWN_ROWS, columns: data.length / DRAWN_ROWS, dtype, data };
  };
  if (isSequence(model)) return drawn('u32', drawnTokens(model));
  if (isRecurrent(model)) return drawn('f32', drawnSteps(model));
  const mnist = { name: 'mnist', rows, columns: images.length / rows, dtype: 'u8', data: images };
  if (isMultimodal(model)) {
    const { word } = MULTIMODAL[model].modalities;
    return { image: mnist, word: oneHotLabels(labels, word.input) };
  }
  return { ...mnist, labels };
}

/** The figure that all contenders have. */
function figureOf(model) {
  if (isClassifier(model)) return 'crossEntropy';
  if (isAdversary(model)) return 'features';
  return isRecurrent(model) ? 'kl' : 'elbo';
}

/** @param {{ tuned: boolean }} options whether the tuner chooses the kernels first */
export const ownContender = ({ tuned }) => ({
  version,
  async setup({ model, batch, ...given }) {
    dataset = datasetOf(model, given);
    figure = figureOf(model);
    vae = await VAE.create({ architecture: architectureOf(model), batchSize: batch, gpu });
    if (tuned) await vae.tune({ dtype: dataset.dtype });
  },
  async steps(n) {
    let loss = Number.NaN;
    await vae.fit(dataset, {
      steps: n,
      onProgress: (progress) => {
        loss = progress[figure];
      },
    });
    return { loss };
  },
  async dispose() {
    await vae.dispose();
  },
});
