/** This library through its public API. */

import { version } from '../../../package.json';
import { VAE } from '../../../src/index.ts';
import { CLASSIFIERS, isClassifier, MODELS } from '../../cases.mjs';
import { gpu } from './gpu.js';

let vae;
let dataset;
/** The figure that is compared. */
let figure;

/** The options that make a model of the lists. */
function optionsOf(model) {
  if (!isClassifier(model)) {
    const { input, hidden, latent } = MODELS[model];
    return { config: { input, hidden, latent } };
  }
  const { input, hidden, latent, classes } = CLASSIFIERS[model];
  const encoder = hidden.map((units) => ({ kind: 'dense', units }));
  return { architecture: { family: 'vib', input, encoder, latent, classes } };
}

/** @param {{ tuned: boolean }} options whether the tuner chooses the kernels first */
export const ownContender = ({ tuned }) => ({
  version,
  async setup({ model, batch, images, labels, rows }) {
    const columns = images.length / rows;
    dataset = { name: 'mnist', rows, columns, dtype: 'u8', data: images, labels };
    figure = isClassifier(model) ? 'crossEntropy' : 'elbo';
    vae = await VAE.create({ ...optionsOf(model), batchSize: batch, gpu });
    if (tuned) await vae.tune({ dtype: 'u8' });
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
