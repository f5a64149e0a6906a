/** This library through its public API. */

import { version } from '../../package.json';
import { VAE } from '../../src/index.ts';
import { MODELS } from '../cases.mjs';

let vae;
let dataset;

const contender = {
  name: 'webgpu-vae',
  version,
  async setup({ model, batch, images, rows }) {
    const { input, hidden, latent } = MODELS[model];
    dataset = { name: 'mnist', rows, columns: input, dtype: 'u8', data: images };
    vae = await VAE.create({ config: { input, hidden, latent }, batchSize: batch });
  },
  async steps(n) {
    let loss = Number.NaN;
    await vae.fit(dataset, {
      steps: n,
      onProgress: ({ elbo }) => {
        loss = elbo;
      },
    });
    return { loss };
  },
  async dispose() {
    await vae.dispose();
  },
};

Object.assign(globalThis, { contender });
