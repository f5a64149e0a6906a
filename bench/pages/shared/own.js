/** This library through its public API. */

import { version } from '../../../package.json';
import { VAE } from '../../../src/index.ts';
import { isClassifier } from '../../cases.mjs';
import { architectureOf } from '../../lib/architecture.mjs';
import { gpu } from './gpu.js';

let vae;
let dataset;
/** The figure that is compared. */
let figure;

/** @param {{ tuned: boolean }} options whether the tuner chooses the kernels first */
export const ownContender = ({ tuned }) => ({
  version,
  async setup({ model, batch, images, labels, rows }) {
    const columns = images.length / rows;
    dataset = { name: 'mnist', rows, columns, dtype: 'u8', data: images, labels };
    figure = isClassifier(model) ? 'crossEntropy' : 'elbo';
    vae = await VAE.create({ architecture: architectureOf(model), batchSize: batch, gpu });
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
