// @ts-check
/**
 * Samples of models that keep their codes near the prior by a KL, by a critic or by a kernel, in numbers: how
 * real they look, how much of the data they cover, how sharp they are.
 *
 *     npm run build && node bench/studies/samples.mjs --epochs 10 --seed 1 --seed 2 --out FOLDER
 *
 * One network for all, Adam, batch 128, Bernoulli likelihood of grey values. Figures are those of the features
 * of a classifier, an information bottleneck of 32 dimensions, which is trained on the same images and whose
 * accuracy is told. Writes a PNG of samples of each model.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { encode } from 'fast-png';
import { coveredClasses, frechetDistance, precisionAndRecall, sharpness } from '../lib/samples.mjs';
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
 * @property {number} rows
 * @property {boolean} conv
 * @property {string[]} [model]
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string} out
 */

const SIDE = 28;
const LATENT = 8;
const FEATURES = 32;
const ACROSS = 10;

/** @param {...number} widths */
const dense = (...widths) => widths.map((units) => ({ kind: 'dense', units }));

/** Layers of autoencoders and discriminators. */
const DENSE = {
  encoder: dense(400, 400),
  decoder: dense(400, 400),
  discriminator: dense(400, 400),
  features: 1,
};
const CONVOLUTIONAL = {
  preset: 'conv',
  discriminator: [
    { kind: 'conv2d', channels: 32, kernel: 4, stride: 2, padding: 1, activation: 'leaky_relu' },
    { kind: 'conv2d', channels: 64, kernel: 4, stride: 2, padding: 1, activation: 'leaky_relu' },
    { kind: 'dense', units: 256, activation: 'leaky_relu' },
  ],
  features: 2,
};

/**
 * The models by name, on the layers of all.
 * @param {typeof DENSE | typeof CONVOLUTIONAL} layers
 */
function modelsOf({ discriminator, features, ...autoencoder }) {
  const own = { input: [SIDE, SIDE, 1], latent: LATENT, ...autoencoder };
  return {
    VAE: { architecture: { family: 'vae', ...own } },
    'β-VAE, β = 4': { architecture: { family: 'vae', ...own }, beta: 4 },
    'VAE-GAN': {
      architecture: { family: 'vae-gan', ...own, discriminator, features },
      adversary: { gamma: 1, pixels: 0.1, smoothing: 0.1, balance: true },
      groups: { discriminator: { beta1: 0.5, learningRate: 2e-4 } },
    },
    AAE: { architecture: { family: 'aae', ...own } },
    WAE: { architecture: { family: 'wae', ...own } },
  };
}

const program = new Command('samples')
  .description('Compares samples of a VAE, a β-VAE, a VAE-GAN, an AAE and a WAE in numbers.')
  .option('--epochs <n>', 'of every training', whole(1), 10)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .option('--rows <n>', 'samples, and test images beside them', whole(100), 2000)
  .option('--conv', 'convolutional networks in place of dense ones', false)
  .option('--model <name...>', 'train these alone')
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--out <folder>', 'for the pictures', 'out/samples')
  .action(study);

/** @param {Given} given */
async function study({ epochs, limit, rows, conv, model: only, seed = [1], backend, out }) {
  const device = await studyDevice(backend);
  const { VAE, subset } = await builtLibrary();
  const { loadMnist } = await builtNodeLibrary();
  const { train, test } = await loadMnist();
  mkdirSync(out, { recursive: true });
  const data = subset(train, limit);
  const judge = await VAE.create({
    ...device.options,
    architecture: { family: 'vib', encoder: dense(512, 512), latent: FEATURES },
    seed: 1,
  });
  await judge.fit(data, { epochs });
  const { accuracy = 0 } = await judge.evaluate(test);
  console.log(`The classifier tells ${(100 * accuracy).toFixed(2)} % of the test images.\n`);

  /** @param {Float32Array} pixels */
  const judged = async (pixels) => ({
    features: { values: (await judge.encode(pixels)).mu, width: FEATURES },
    classes: (await judge.predict(pixels)).classes,
    sharpness: sharpness(pixels, SIDE),
  });
  const size = SIDE * SIDE;
  const shares = (/** @type {ArrayLike<number>} */ bytes) =>
    Float32Array.from(bytes, (b) => b / 255);
  const real = await judged(shares(/** @type {any} */ (test.data).subarray(0, rows * size)));
  /** @param {string} name @param {Awaited<ReturnType<typeof judged>>} drawn */
  const line = (name, drawn) => {
    const { precision, recall } = precisionAndRecall(real.features, drawn.features);
    const figures = [
      frechetDistance(real.features, drawn.features).toFixed(2),
      precision.toFixed(3),
      recall.toFixed(3),
      coveredClasses(drawn.classes).toFixed(2),
      (drawn.sharpness / real.sharpness).toFixed(2),
    ];
    console.log(`| ${[name, ...figures].join(' | ')} |`);
  };
  console.log('| model, seed | Fréchet distance | precision | recall | classes | sharpness |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  line(
    'other real images',
    await judged(shares(/** @type {any} */ (train.data).subarray(0, rows * size))),
  );
  for (const [name, options] of Object.entries(modelsOf(conv ? CONVOLUTIONAL : DENSE))) {
    if (only && !only.includes(name)) continue;
    for (const each of seed) {
      const vae = await VAE.create(
        /** @type {any} */ ({ ...device.options, ...options, seed: each }),
      );
      await vae.fit(data, { epochs });
      const drawn = await vae.sample(rows, { seed: 1 });
      line(`${name}, ${each}`, await judged(drawn));
      writeFileSync(join(out, `${name.replace(/[^\w-]/g, '')}-${each}.png`), mosaic(drawn));
      vae.dispose();
    }
  }
  judge.dispose();
}

/** The first hundred pictures. @param {Float32Array} pixels */
function mosaic(pixels) {
  const width = ACROSS * SIDE;
  const data = new Uint8Array(width * width);
  for (let i = 0; i < data.length; i++) {
    const [y, x] = [Math.floor(i / width), i % width];
    const picture = Math.floor(y / SIDE) * ACROSS + Math.floor(x / SIDE);
    const at = picture * SIDE * SIDE + (y % SIDE) * SIDE + (x % SIDE);
    data[i] = Math.round(255 * (pixels[at] ?? 0));
  }
  return encode({ width, height: width, data, channels: 1 });
}

await program.parseAsync();
