/** This library through its public API. */

import { version } from '../../../package.json';
import { registerFamily } from '../../../src/extend.ts';
import { oneHotLabels, VAE } from '../../../src/index.ts';
import {
  ADVERSARIES,
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
/** The figure of a step that contenders are compared by. */
let lossOf;

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

/** The loss that all contenders have, from the figures of a step. */
function lossFrom(model) {
  if (isClassifier(model)) return ({ crossEntropy }) => crossEntropy;
  if (!isAdversary(model)) return isRecurrent(model) ? ({ kl }) => kl : ({ elbo }) => elbo;
  // Peers leave the constant out of the distance of features, which is a Gaussian's loss here.
  const constant = (ADVERSARIES[model].judge.at(-1) / 2) * Math.log(2 * Math.PI);
  return ({ features, kl, real, fake, fakeSample }) =>
    features - constant + kl + real + fake + fakeSample;
}

/** @param {{ tuned: boolean }} options whether the tuner chooses the kernels first */
export const ownContender = ({ tuned }) => ({
  version,
  async setup({ model, batch, ...given }) {
    dataset = datasetOf(model, given);
    lossOf = lossFrom(model);
    vae = await VAE.create({ architecture: architectureOf(model), batchSize: batch, gpu });
    if (tuned) await vae.tune({ dtype: dataset.dtype });
  },
  async steps(n) {
    let loss = Number.NaN;
    await vae.fit(dataset, {
      steps: n,
      onProgress: (progress) => {
        loss = lossOf(progress);
      },
    });
    return { loss };
  },
  async dispose() {
    await vae.dispose();
  },
});
