// @ts-check
/**
 * Richer posteriors and priors on dynamically binarised MNIST, one network and one budget. Prints a
 * Markdown row a model; `posteriors.py` trains most of them in PyTorch.
 *
 *     npm run build && node bench/studies/posteriors.mjs --epochs 20 --seed 1
 */
import { Command, Option } from 'commander';
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
 * @property {(keyof typeof MODELS)[]} models
 * @property {number} epochs
 * @property {number} warmup
 * @property {number} limit
 * @property {number} rows
 * @property {number} samples
 * @property {number} seed
 * @property {import('../lib/study.mjs').Backend} backend
 */

const BATCH = 128;
const LATENT = 40;
const dense = (/** @type {number[]} */ ...widths) =>
  widths.map((units) => ({ kind: /** @type {const} */ ('dense'), units }));

/** 784-300-300-(40)-300-300-784 with another latent code. @param {object} latent */
const oneLevel = (latent) => ({
  family: /** @type {const} */ ('vae'),
  encoder: dense(300, 300),
  latent: { size: LATENT, ...latent },
  decoder: dense(300, 300),
});

/** The same with a second level. @param {'hierarchical' | 'ladder'} family */
const twoLevels = (family) => ({
  family,
  levels: [
    { size: LATENT, encoder: dense(300, 300), decoder: dense(300, 300) },
    { size: 20, encoder: dense(100, 100), decoder: dense(100, 100) },
  ],
});

const flow = (/** @type {object} */ options) => ({ kind: 'flow', flows: [options] });

const MODELS = {
  plain: oneLevel({}),
  planar: oneLevel(flow({ kind: 'planar', count: 8 })),
  sylvester: oneLevel(flow({ kind: 'sylvester', count: 4 })),
  iaf: oneLevel(flow({ kind: 'iaf', count: 2, hidden: [300] })),
  vamp: oneLevel({ prior: { kind: 'vamp', components: 500 } }),
  hierarchical: twoLevels('hierarchical'),
  ladder: twoLevels('ladder'),
};
const NAMES = Object.keys(MODELS);

const program = new Command('posteriors')
  .description('Trains VAEs with other posteriors and priors and prints a Markdown table.')
  .addOption(new Option('--models <names...>', 'to train').choices(NAMES).default(NAMES))
  .option('--epochs <n>', 'epochs of every training', whole(1), 20)
  .option('--warmup <n>', 'epochs in which the weight of the KL rises to 1', whole(0), 5)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .option('--rows <n>', 'test images for -log p(x)', whole(1), 1000)
  .option('--samples <k>', 'samples an image for -log p(x)', whole(1), 500)
  .option('--seed <n>', 'of every training', whole(0), 1)
  .addOption(backendOption())
  .action(study);

/** @param {Given} given */
async function study({ models, epochs, warmup, limit, rows, samples, seed, backend }) {
  const { VAE, stepCost, subset } = await builtLibrary();
  const { loadMnist } = await builtNodeLibrary();
  const data = await loadMnist();
  const train = subset(data.train, limit);
  const device = await studyDevice(backend);
  console.log(`${device.name}; ${train.rows} images, ${epochs} epochs, seed ${seed}\n`);
  const heads = ['model', 'test ELBO', 'KL', '-log p(x)', 'active units', 'dispatches', 'images/s'];
  console.log(markdown(heads, []));
  for (const name of models) {
    const architecture = /** @type {import('../../src/index.ts').ArchitectureChoice} */ ({
      input: 784,
      binarize: 'dynamic',
      ...MODELS[name],
    });
    const steps = warmup * Math.ceil(train.rows / BATCH);
    const vae = await VAE.create({
      ...device.options,
      architecture,
      batchSize: BATCH,
      seed,
      beta: steps > 0 ? { kind: 'warmup', to: 1, steps } : 1,
    });
    let seconds = 0;
    await vae.fit(train, {
      epochs,
      onEpoch(epoch) {
        seconds += epoch.seconds;
      },
    });
    const { elbo, kl } = await vae.evaluate(data.test);
    const { nll, standardError } = await vae.estimateNll(subset(data.test, rows), { samples });
    const { activeUnits, levels = [{ activeUnits }] } = await vae.diagnose(data.test);
    const { dispatches } = await stepCost({ architecture, batchSize: BATCH });
    const cells = [
      name,
      elbo.toFixed(2),
      kl.toFixed(2),
      `${nll.toFixed(2)} ± ${standardError.toFixed(2)}`,
      levels.map((level) => level.activeUnits).join(' + '),
      String(dispatches.length),
      String(Math.round((epochs * train.rows) / seconds)),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    vae.dispose();
  }
}

await program.parseAsync();
