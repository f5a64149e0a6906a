// @ts-check
/**
 * The deep variational information bottleneck on MNIST: the information about image and label in
 * its code for several values of beta (the information plane), compared with the same network
 * without noise and KL. Prints a Markdown table with one row per epoch; `vib.py` trains the same in
 * PyTorch.
 *
 *     npm run build && node bench/studies/vib.mjs --beta 1e-4 1e-3 1e-2 0.1 --epochs 3
 *
 * Training is as in `vib.py`: batch 100, Adam with beta1 0.5, a learning rate of 1e-4 that is
 * multiplied by 0.97 after every second epoch, means over the batch. Source: Alemi et al., "Deep
 * variational information bottleneck", 2017.
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { builtLibrary, builtNodeLibrary, studyGpu, whole } from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/** @typedef {{ name: string, beta: number, logvar: number, noisy: boolean }} Network */
/**
 * @typedef {object} Given
 * @property {number[]} [beta]
 * @property {boolean} [deterministic]
 * @property {number} epochs
 * @property {number} limit
 * @property {number} hidden
 * @property {number} latent
 * @property {number} testSamples
 * @property {number} learningRate
 * @property {number} seed
 */

const CLASSES = 10;
const BATCH = 100;
const EPOCHS_A_DECAY = 2;
/** exp(-100 / 2) times the noise vanishes in float32: z equals mu. */
const NOISELESS = -100;
/** The family's initial value. */
const FIRST_LOGVAR = -10;

/** Collects the values of an option. @param {string} text @param {number[] | undefined} before */
function prices(text, before = []) {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError(`expected a number from 0, got "${text}".`);
  return [...before, value];
}

const program = new Command('vib')
  .description('Trains information bottlenecks on MNIST and prints a Markdown table.')
  .addOption(new Option('--beta <prices...>', 'of a nat of the code (1e-3)').argParser(prices))
  .option('--deterministic', 'the network without noise and KL, after those of --beta')
  .option('--epochs <n>', 'epochs of every training', whole(1), 3)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .option('--hidden <units>', 'of each of the two hidden layers', whole(1), 1024)
  .option('--latent <size>', 'of the code', whole(1), 256)
  .option('--test-samples <n>', 'samples of the code in tests', whole(1), 12)
  .option('--learning-rate <rate>', "Adam's first learning rate", Number, 1e-4)
  .option('--seed <n>', 'of every training', whole(0), 1)
  .action(study);

/** @param {Given} given */
async function study(given) {
  const { epochs, limit, hidden, latent, testSamples, learningRate, seed } = given;
  const { VAE, subset } = await builtLibrary();
  const opened = await studyGpu();
  const data = await (await builtNodeLibrary()).loadMnist();
  const train = withLabels(subset(data.train, limit));
  const test = withLabels(data.test);
  const entropy = entropyOf(test.label);
  console.log(
    `${opened.info.description}; ${train.data.rows} images, 784-${hidden}-${hidden}-2·${latent}, ` +
      `seed ${seed}; ${test.data.rows} test images, ${testSamples} samples of the code\n`,
  );
  const heads = [
    'beta',
    'epoch',
    'error',
    'I(Z;X) at most, bits',
    'I(Z;Y) at least, bits',
    'seconds',
  ];
  console.log(markdown(heads, []));
  for (const { name, beta, logvar, noisy } of networks(given)) {
    const vae = await VAE.create({
      gpu: opened.gpu,
      architecture: {
        family: 'vib',
        encoder: [
          { kind: 'dense', units: hidden },
          { kind: 'dense', units: hidden },
        ],
        latent: { size: latent, logvar },
        classes: CLASSES,
      },
      beta,
      testSamples: noisy ? testSamples : 1,
      batchSize: BATCH,
      reduction: 'mean',
      beta1: 0.5,
      learningRate: {
        kind: 'step',
        from: learningRate,
        factor: 0.97,
        every: EPOCHS_A_DECAY * Math.ceil(train.data.rows / BATCH),
      },
      seed,
    });
    let started = performance.now();
    await vae.fit(train, {
      epochs,
      onEpoch: async ({ epoch }) => {
        const seconds = (performance.now() - started) / 1000;
        const { accuracy = NaN, crossEntropy = NaN, kl = NaN } = await vae.evaluate(test);
        const cells = [
          name,
          String(epoch),
          `${(100 * (1 - accuracy)).toFixed(2)} %`,
          noisy ? bits(kl) : '–',
          bits(entropy - crossEntropy),
          seconds.toFixed(1),
        ];
        console.log(`| ${cells.join(' | ')} |`);
        started = performance.now();
      },
    });
    vae.dispose();
  }
  opened.release();
}

/** @param {Given} given @returns {readonly Network[]} */
function networks({ deterministic = false, beta = deterministic ? [] : [1e-3] }) {
  const noisy = beta.map((price) => ({
    name: String(price),
    beta: price,
    logvar: FIRST_LOGVAR,
    noisy: true,
  }));
  const without = { name: 'no bottleneck', beta: 0, logvar: NOISELESS, noisy: false };
  return deterministic ? [...noisy, without] : noisy;
}

/** @param {import('../../src/data/dataset.ts').Dataset} data */
function withLabels(data) {
  if (!data.labels) throw new Error(`${data.name} has no labels`);
  return { data, label: data.labels };
}

/** The entropy of labels, in nats. @param {Uint8Array} labels */
function entropyOf(labels) {
  const counts = new Float64Array(CLASSES);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts.reduce((sum, count) => {
    const share = count / labels.length;
    return share === 0 ? sum : sum - share * Math.log(share);
  }, 0);
}

/** @param {number} nats */
function bits(nats) {
  return (nats / Math.LN2).toFixed(3);
}

await program.parseAsync();
