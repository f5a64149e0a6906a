// @ts-check
/**
 * A convolutional and a dense VAE of as many parameters (within 0.05 %), trained for the same epochs
 * from the same seed. Prints a Markdown table with one row per epoch; `conv.py` trains the same in
 * PyTorch.
 *
 *     npm run build && node bench/studies/conv.mjs --epochs 10 --data /usr/share/datasets/fashion-mnist
 */
import { Command, Option } from 'commander';
import { architectureOf } from '../lib/architecture.mjs';
import {
  backendOption,
  builtLibrary,
  builtNodeLibrary,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {string} [data]
 * @property {(keyof typeof MODELS)[]} models
 * @property {number} epochs
 * @property {number} limit
 * @property {number} seed
 * @property {import('../lib/study.mjs').Backend} backend
 */

const BATCH = 128;
const MODELS = {
  conv: architectureOf('conv'),
  dense: {
    encoder: [
      { kind: 'dense', units: 804 },
      { kind: 'dense', units: 256 },
    ],
    latent: 16,
    decoder: [
      { kind: 'dense', units: 256 },
      { kind: 'dense', units: 804 },
    ],
  },
};
const NAMES = Object.keys(MODELS);

const program = new Command('conv')
  .description('Trains a convolutional and a dense VAE and prints a Markdown table.')
  .option('--data <folder>', "of IDX files of MNIST's names (default: MNIST itself)")
  .addOption(new Option('--models <names...>', 'to train').choices(NAMES).default(NAMES))
  .option('--epochs <n>', 'epochs of every training', whole(1), 10)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .option('--seed <n>', 'of every training', whole(0), 1)
  .addOption(backendOption())
  .action(study);

/** @param {Given} given */
async function study({ data: folder, models, epochs, limit, seed, backend }) {
  const { VAE, subset } = await builtLibrary();
  const { loadDataset, loadMnist } = await builtNodeLibrary();
  const data = folder === undefined ? await loadMnist() : await loadDataset(folder);
  const { test } = data;
  if (!test) throw new Error(`${folder} has no test images`);
  const train = subset(data.train, limit);
  const device = await studyDevice(backend);
  console.log(
    `${device.name}; ${train.name}, ${train.rows} images, seed ${seed}; ` +
      `${test.rows} test images, nats an image, ELBO as a loss\n`,
  );
  const heads = ['model', 'epoch', 'train ELBO', 'test ELBO', 'reconstruction', 'KL', 'seconds'];
  console.log(markdown(heads, []));
  for (const name of models) {
    const vae = await VAE.create({
      ...device.options,
      architecture: MODELS[name],
      batchSize: BATCH,
      seed,
    });
    await vae.fit(train, {
      epochs,
      onEpoch: async ({ epoch, train: trained, seconds }) => {
        const { elbo, reconstruction, kl } = await vae.evaluate(test);
        const figures = [trained.elbo, elbo, reconstruction, kl, seconds];
        const cells = [name, epoch, ...figures.map((value) => value.toFixed(2))];
        console.log(`| ${cells.join(' | ')} |`);
      },
    });
    vae.dispose();
  }
}

await program.parseAsync();
