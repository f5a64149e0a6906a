// @ts-check
/**
 * The cost of private training, and what it protects. Prints Markdown tables:
 *
 *     npm run build && node bench/studies/private.mjs classifier
 *     node bench/studies/private.mjs vae
 *     node bench/studies/private.mjs attack
 *
 * `classifier`: MNIST by the convolutional network of Papernot et al., "Tempered sigmoid activations for deep
 * learning with differential privacy", 2021 (16 channels 8x8/2, 32 channels 4x4/2, a dense layer of 32, tanh), for
 * several budgets; `private.py` trains it in PyTorch with the noise that is printed here, without
 * the second head of the code: 16,416 parameters here that have no use but take noise.
 * `vae`: the ELBO of a dense VAE for several budgets.
 * `attack`: how well losses tell the training rows of a VAE from others, on a training set that it can learn by
 * heart.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  backendOption,
  builtEvaluation,
  builtLibrary,
  builtNodeLibrary,
  builtPrivacy,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/** @typedef {import('../../src/index.ts').VaeOptions} VaeOptions */
/** @typedef {import('../../src/data/dataset.ts').Dataset} Dataset */
/**
 * @typedef {object} Given
 * @property {number[]} epsilon
 * @property {boolean} without
 * @property {number} epochs
 * @property {number} limit
 * @property {number} testLimit
 * @property {number} mean
 * @property {number} clip
 * @property {number} rate
 * @property {number} seed
 * @property {import('../lib/study.mjs').Backend} backend
 */

const DELTA = 1e-5;
/** Deviations above the mean that a batch has room for. */
const ROOM = 6;
/** exp(-100 / 2) times the noise vanishes in float32: z equals mu. */
const NOISELESS = -100;

const CLASSIFIER = /** @type {const} */ ({
  family: 'vib',
  input: [28, 28, 1],
  encoder: [
    { kind: 'conv2d', channels: 16, kernel: 8, stride: 2, padding: 3, activation: 'tanh' },
    { kind: 'maxPool2d', kernel: 2, stride: 1 },
    { kind: 'conv2d', channels: 32, kernel: 4, stride: 2, activation: 'tanh' },
    { kind: 'maxPool2d', kernel: 2, stride: 1 },
  ],
  latent: { size: 32, logvar: NOISELESS },
  decoder: [{ kind: 'activation', activation: 'tanh' }],
  classes: 10,
});
const VAE_CONFIG = { input: 784, hidden: [400], latent: 20 };

/** A parser of positive numbers. @param {string} text */
function positive(text) {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError(`expected a number above 0, got "${text}".`);
}

/** Collects budgets. @param {string} text @param {number[] | undefined} before */
const budgets = (text, before) => [...(before ?? []), positive(text)];

/**
 * A study of this file.
 * @param {string} name @param {string} description
 * @param {{ epsilon: number[], epochs: number, limit: number, mean: number, clip: number, rate: number }} usual
 * @param {(given: Given) => Promise<void>} action
 */
function study(name, description, usual, action) {
  const { epsilon, epochs, limit, mean, clip, rate } = usual;
  program
    .command(name)
    .description(description)
    .addOption(
      new Option('--epsilon <budgets...>', `with delta ${DELTA} (${epsilon.join(' ')})`).argParser(
        budgets,
      ),
    )
    .option('--no-without', 'leaves out the training without privacy')
    .option('--epochs <n>', 'epochs of every training', whole(1), epochs)
    .option('--limit <rows>', 'images to train on', whole(1), limit)
    .option('--test-limit <rows>', 'images to test on', whole(1), 10_000)
    .option('--mean <rows>', 'of a batch on average', whole(1), mean)
    .option('--clip <norm>', "of an example's gradient", positive, clip)
    .option('--rate <rate>', 'learning rate', positive, rate)
    .option(
      '--seed <n>',
      'of weights and codes; rows and noise of private training are fresh',
      whole(0),
      1,
    )
    .addOption(backendOption())
    .action((given) => action({ epsilon, ...given }));
}

const program = new Command('private').description(
  'Trains with budgets of privacy and prints Markdown tables.',
);
study(
  'classifier',
  'the accuracy of a convolutional network',
  { epsilon: [1.19, 3.01, 7.1], epochs: 15, limit: 60_000, mean: 240, clip: 1.5, rate: 0.25 },
  classifier,
);
study(
  'vae',
  'the ELBO of a dense VAE',
  { epsilon: [1, 3, 8], epochs: 20, limit: 60_000, mean: 640, clip: 1, rate: 1e-3 },
  elbo,
);
study(
  'attack',
  'the AUC of an attack on the losses of a dense VAE',
  { epsilon: [1, 8, 100], epochs: 300, limit: 500, mean: 80, clip: 1, rate: 1e-3 },
  attack,
);

/** @param {Given} given */
async function classifier(given) {
  const { train, test, device } = await opened(given);
  console.log(markdown(['ε', 'noise', 'epoch', 'test accuracy', 'seconds'], []));
  for (const { name, noise, options } of await runsOf(given, train.rows)) {
    const vae = await created(given, device, {
      ...options,
      architecture: CLASSIFIER,
      optimizer: 'sgd',
      beta: 0,
      testSamples: 1,
    });
    const labelled = withLabels(test);
    await vae.fit(withLabels(train), {
      epochs: given.epochs,
      onEpoch: async ({ epoch, seconds }) => {
        const { accuracy = Number.NaN } = await vae.evaluate(labelled);
        row([name, noise, `${epoch}`, `${(100 * accuracy).toFixed(2)} %`, seconds.toFixed(1)]);
      },
    });
    vae.dispose();
  }
}

/** @param {Given} given */
async function elbo(given) {
  const { train, test, device } = await opened(given);
  console.log(markdown(['ε', 'noise', 'epoch', 'test ELBO', 'seconds'], []));
  for (const { name, noise, options } of await runsOf(given, train.rows)) {
    const vae = await created(given, device, { ...options, config: VAE_CONFIG });
    await vae.fit(train, {
      epochs: given.epochs,
      onEpoch: async ({ epoch, seconds }) => {
        const figures = await vae.evaluate(test);
        row([name, noise, `${epoch}`, figures.elbo.toFixed(2), seconds.toFixed(1)]);
      },
    });
    vae.dispose();
  }
}

/** @param {Given} given */
async function attack(given) {
  const { membershipAttack } = await builtEvaluation();
  const { train, test, device } = await opened(given);
  const heads = ['ε', 'noise', 'ELBO of training rows', 'of others', 'AUC', 'advantage'];
  console.log(markdown(heads, []));
  for (const { name, noise, options } of await runsOf(given, train.rows)) {
    const vae = await created(given, device, { ...options, config: VAE_CONFIG });
    await vae.fit(train, { epochs: given.epochs });
    const [seen, held] = await Promise.all([train, test].map((rows) => lossesOf(vae, rows)));
    if (!seen || !held) throw new Error('no losses');
    const { auc, advantage } = membershipAttack(seen, held);
    const figures = [mean(seen).toFixed(2), mean(held).toFixed(2), auc.toFixed(3)];
    row([name, noise, ...figures, advantage.toFixed(3)]);
    vae.dispose();
  }
}

/** Prints a row of a table. @param {readonly string[]} cells */
function row(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}

/** @param {import('../../src/index.ts').VAE} vae @param {Dataset} rows */
async function lossesOf(vae, rows) {
  const { elbo: losses } = await vae.score(rows);
  return /** @type {Float32Array} */ (losses);
}

/** @param {Float32Array} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Data and device, after a line about them. @param {Given} given */
async function opened({ limit, testLimit, epochs, mean: rows, clip, rate, seed, backend }) {
  const { subset } = await builtLibrary();
  const data = await (await builtNodeLibrary()).loadMnist();
  const [train, test] = [subset(data.train, limit), subset(data.test, testLimit)];
  const device = await studyDevice(backend);
  console.log(
    `${device.name}; ${train.name}, ${train.rows} images, ${test.rows} test images, ${epochs} epochs, ` +
      `${rows} rows a batch on average, clip ${clip}, rate ${rate}, δ ${DELTA}, seed ${seed}\n`,
  );
  return { train, test, device };
}

/**
 * The trainings, each with the noise for its budget, and one without privacy.
 * @param {Given} given @param {number} rows
 */
async function runsOf({ epsilon, without, epochs, mean: expected, clip }, rows) {
  const { noiseFor } = await builtPrivacy();
  const steps = epochs * Math.ceil(rows / expected);
  const runs = epsilon.map((budget) => {
    const noise = noiseFor({ epsilon: budget, delta: DELTA, steps, sampleRate: expected / rows });
    const options = { privacy: { epsilon: budget, delta: DELTA, clip } };
    return { name: `${budget}`, noise: noise.toFixed(4), options };
  });
  return without ? [...runs, { name: '∞', noise: '–', options: {} }] : runs;
}

/**
 * A model that draws its batches as private training does, with privacy or without.
 * @param {Given} given
 * @param {Awaited<ReturnType<typeof studyDevice>>} device
 * @param {VaeOptions} options
 */
async function created({ mean: expected, rate, seed }, device, options) {
  const { VAE } = await builtLibrary();
  return VAE.create({
    ...device.options,
    batchSize: 8 * Math.ceil((expected + ROOM * Math.sqrt(expected)) / 8),
    sampler: { kind: 'poisson', mean: expected },
    reduction: 'mean',
    learningRate: rate,
    seed,
    ...options,
  });
}

/** @param {Dataset} data */
function withLabels(data) {
  if (!data.labels) throw new Error(`${data.name} has no labels`);
  return { data, label: data.labels };
}

await program.parseAsync();
