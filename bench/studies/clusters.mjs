// @ts-check
/**
 * Clusters of MNIST's digits without labels: those of a VAE whose prior is a mixture of Gaussians,
 * and codes of a plain VAE of the same network, in which `clusters.py` looks for clusters by k-means.
 *
 *     npm run build && node bench/studies/clusters.mjs --epochs 30 --seed 1 --out FOLDER
 *
 * 784-500-500-(10)-500-500-784, ReLU, ten components, Bernoulli likelihood of grey values, batch 128,
 * Adam 1e-3. Writes clusters and codes of the test images for `clusters.py`, which tells their accuracy
 * and mutual information with the digits. Source of the model: Jiang et al., "Variational deep
 * embedding", 2017, which starts from an autoencoder that was trained before.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  backendOption,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';

/**
 * @typedef {object} Given
 * @property {number} epochs
 * @property {number} limit
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string} out
 */

const LAYERS = [500, 500].map((units) => ({ kind: /** @type {const} */ ('dense'), units }));
const SIZE = 10;
const COMPONENTS = 10;

const program = new Command('clusters')
  .description('Trains a mixture and a plain VAE on digits, and writes clusters and codes.')
  .option('--epochs <n>', 'of every training', whole(1), 30)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--out <folder>', 'for clusters.py', 'out/clusters')
  .action(study);

/** @param {Given} given */
async function study({ epochs, limit, seed = [1], backend, out }) {
  const device = await studyDevice(backend);
  const { VAE, subset } = await builtLibrary();
  const { loadMnist } = await builtNodeLibrary();
  const { train, test } = await loadMnist();
  mkdirSync(out, { recursive: true });
  for (const each of seed) {
    for (const prior of ['mixture', 'standardNormal']) {
      const mixture = prior === 'mixture';
      const vae = await VAE.create({
        ...device.options,
        architecture: {
          family: 'vae',
          encoder: LAYERS,
          latent: {
            size: SIZE,
            ...(mixture && { prior: { kind: prior, components: COMPONENTS } }),
          },
          decoder: LAYERS,
        },
        seed: each,
      });
      await vae.fit(subset(train, limit), { epochs });
      const { elbo } = await vae.evaluate(test);
      const { mu } = await vae.encode(test);
      const clusters = mixture ? [...(await vae.predict(test)).classes] : undefined;
      const content = {
        prior,
        seed: each,
        elbo,
        size: SIZE,
        codes: [...mu],
        clusters,
        labels: [...(test.labels ?? [])],
      };
      writeFileSync(join(out, `${prior}-${each}.json`), JSON.stringify(content));
      console.log(`${prior}, seed ${each}: test ELBO ${elbo?.toFixed(2)}`);
      vae.dispose();
    }
  }
}

await program.parseAsync();
