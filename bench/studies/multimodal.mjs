// @ts-check
/**
 * Digits with their words, and digits with clothes of the same class: how coherent the joint posteriors of a multimodal VAE
 * make translations and joint samples. Prints a Markdown table, a row a training.
 *
 *     npm run build && node bench/studies/multimodal.mjs --epochs 10 --seed 1 2
 *     node bench/studies/multimodal.mjs --pairs FOLDER --epochs 10
 *
 * FOLDER has the four files of Fashion-MNIST, which are paired with MNIST by class; without it the second modality is the
 * digit's word, one-hot. 784-400-(20)-400-784 ReLU for an image, 10-64-(20)-64-10 for a word, whose loss weighs 50 times;
 * Bernoulli, batch 128, Adam 1e-3. Coherence is the share of rows whose class a classifier finds again: in what is made of
 * the image, in the image made of the other modality (of the mean of the code, and of a sample of it), and of joint samples
 * whose two classes agree. The classifiers are `vib` models of ours, trained on real images; their accuracy is told. -log p of
 * both by importance sampling. `multimodal.py` trains `product` in PyTorch. Sources: Wu & Goodman 2018, Shi et al. 2019,
 * Sutter et al. 2021.
 */
import { Command } from 'commander';
import {
  backendOption,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {string} [pairs]
 * @property {number} epochs
 * @property {number} limit
 * @property {number} tests
 * @property {number[]} [seed]
 * @property {number} samples
 * @property {import('../lib/study.mjs').Backend} backend
 */
/** @typedef {import('../../src/data/dataset.ts').Dataset} Dataset */
/** @typedef {import('../../src/index.ts').VAE} Model */
/** @typedef {{ image: Dataset | Uint8Array, other: Float32Array | Uint8Array, labels: Uint8Array }} Pairs */

const CLASSES = 10;
const JOINTS = /** @type {const} */ (['product', 'mixture', 'mixtureOfProducts']);
const WEIGHT = 50;
const IMAGE = 784;

const program = new Command('multimodal')
  .description('Trains multimodal VAEs and prints how coherent they are.')
  .option('--pairs <folder>', 'Fashion-MNIST, in place of words')
  .option('--epochs <n>', 'of every training', whole(1), 10)
  .option('--limit <rows>', 'pairs to train on', whole(CLASSES), 60_000)
  .option('--tests <rows>', 'pairs to test on', whole(CLASSES), 2000)
  .option('--samples <n>', 'of the code, for -log p', whole(1), 100)
  .addOption(seedOption())
  .addOption(backendOption())
  .action(study);

/** @param {Given} given */
async function study({ pairs, epochs, limit, tests, samples, seed = [1], backend }) {
  const { VAE, subset } = await builtLibrary();
  const { loadMnist, loadDataset } = await builtNodeLibrary();
  const device = await studyDevice(backend);
  const digits = await loadMnist();
  const clothes = pairs === undefined ? undefined : await loadDataset(pairs);
  const train = paired(subset(digits.train, limit), clothes?.train);
  const test = paired(subset(digits.test, tests), clothes?.test);
  /** @param {Pairs['image'] | Pairs['other']} data @param {Uint8Array} label */
  const classifierOf = async (data, label) => {
    const model = await VAE.create({
      ...device.options,
      architecture: {
        family: 'vib',
        encoder: [{ kind: 'dense', units: 400 }],
        latent: 32,
        classes: CLASSES,
      },
      batchSize: 128,
      learningRate: 1e-3,
    });
    await model.fit({ data, label }, { epochs: Math.max(3, epochs) });
    return model;
  };
  const ofImages = await classifierOf(train.image, train.labels);
  const ofOthers = clothes && (await classifierOf(train.other, train.labels));
  /** Classes of the other modality. @param {Float32Array | Uint8Array} rows */
  const otherClasses = async (rows) =>
    ofOthers ? (await ofOthers.predict(asFloats(rows))).classes : likeliest(rows);
  /** @param {Float32Array} rows */
  const imageClasses = async (rows) => (await ofImages.predict(rows)).classes;
  const known = await ofImages.evaluate({ data: test.image, label: test.labels });
  const alsoKnown = await ofOthers?.evaluate({ data: test.other, label: test.labels });
  console.log(
    `${device.name}; ${train.labels.length} pairs, ${epochs} epochs; classifier of digits ` +
      `${percent(known.accuracy)}${alsoKnown ? `, of clothes ${percent(alsoKnown.accuracy)}` : ''}\n`,
  );
  const heads = [
    'joint',
    'seed',
    'image → other',
    'other → image',
    'sampled',
    'samples agree',
    '-log p',
    's',
  ];
  console.log(markdown(heads, []));
  for (const joint of JOINTS) {
    for (const own of seed) {
      const model = await VAE.create({
        ...device.options,
        architecture: architectureOf(joint, clothes !== undefined),
        batchSize: 128,
        learningRate: 1e-3,
        seed: own,
      });
      const started = performance.now();
      await model.fit({ image: train.image, other: train.other }, { epochs });
      const seconds = (performance.now() - started) / 1000;
      const { image, other } = test;
      const toOther = await otherClasses(await model.translate({ image }, 'other'));
      const toImage = await imageClasses(await model.translate({ other }, 'image'));
      const sampled = await imageClasses(
        await model.translate({ other }, 'image', { samples: 1, seed: own }),
      );
      const drawn = await model.run('joint', tests, { seed: own });
      const [first, second] = [
        await imageClasses(drawn.image ?? new Float32Array()),
        await otherClasses(drawn.other ?? new Float32Array()),
      ];
      const { nll } = await model.estimateNll({ image, other }, { samples });
      const cells = [
        joint,
        String(own),
        percent(agreement(toOther, test.labels)),
        percent(agreement(toImage, test.labels)),
        percent(agreement(sampled, test.labels)),
        percent(agreement(first, second)),
        nll.toFixed(2),
        seconds.toFixed(1),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      model.dispose();
    }
  }
  for (const model of [ofImages, ofOthers]) model?.dispose();
}

/**
 * @param {typeof JOINTS[number]} joint @param {boolean} clothes
 * @returns {import('../../src/index.ts').MultimodalArchitectureChoice}
 */
function architectureOf(joint, clothes) {
  const small = [{ kind: /** @type {const} */ ('dense'), units: 64 }];
  return {
    family: 'multimodal',
    modalities: {
      image: { input: IMAGE },
      other: clothes
        ? { input: IMAGE }
        : {
            ...{ input: CLASSES, encoder: small, decoder: small, weight: WEIGHT },
            likelihood: { kind: 'categorical', group: CLASSES },
          },
    },
    latent: 20,
    joint,
  };
}

/**
 * Each digit with its word, or with a piece of clothing of the same class.
 * @param {Dataset} digits @param {Dataset} [clothes]
 * @returns {Pairs}
 */
function paired(digits, clothes) {
  const labels = Uint8Array.from(digits.labels ?? []);
  if (!clothes) {
    const words = new Float32Array(labels.length * CLASSES);
    for (const [row, label] of labels.entries()) words[row * CLASSES + label] = 1;
    return { image: digits, other: words, labels };
  }
  /** @type {number[][]} */
  const rowsOf = Array.from({ length: CLASSES }, () => []);
  for (const [row, label] of (clothes.labels ?? []).entries()) rowsOf[label]?.push(row);
  const other = new Uint8Array(labels.length * IMAGE);
  const taken = new Array(CLASSES).fill(0);
  for (const [row, label] of labels.entries()) {
    const own = rowsOf[label] ?? [];
    const from = IMAGE * (own[taken[label]++ % own.length] ?? 0);
    other.set(clothes.data.subarray(from, from + IMAGE), row * IMAGE);
  }
  return { image: digits, other, labels };
}

/** @param {Float32Array | Uint8Array} rows */
const asFloats = (rows) =>
  rows instanceof Float32Array ? rows : Float32Array.from(rows, (value) => value / 255);

/** @param {Float32Array | Uint8Array} shares */
function likeliest(shares) {
  return Uint32Array.from({ length: shares.length / CLASSES }, (_, row) => {
    const own = shares.subarray(row * CLASSES, (row + 1) * CLASSES);
    return own.indexOf(Math.max(...own));
  });
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function agreement(a, b) {
  let same = 0;
  for (let row = 0; row < a.length; row++) same += Number(a[row] === b[row]);
  return same / a.length;
}

/** @param {number | undefined} share */
const percent = (share = Number.NaN) => `${(100 * share).toFixed(1)} %`;

await program.parseAsync();
