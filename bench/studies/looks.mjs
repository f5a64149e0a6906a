// @ts-check
/**
 * Translates digits from one look into another without pairs, by `aligned` models: how much of the true partner a
 * translation explains. Prints a Markdown table, a row a training.
 *
 *     npm run build && node bench/studies/looks.mjs --epochs 8 --seed 1 2
 *
 * The one look is MNIST as it is, the other has a white frame, half the contrast on grey (fog), or is inverted. Training
 * digits of one look are not those of the other; the test knows both looks of each digit. 784-256-(8)-256-784 ReLU, a
 * critic of codes of two layers, batch 64, Adam 1e-3, Bernoulli, `match.weight` 10. A figure is the share of the variance
 * of all pixels that is explained, 1 - Σ (x - translation)² / Σ (x - mean of its pixel)²; beside it that of the
 * reconstruction in the same look, which bounds it. `critic` is the critic's cross-entropy, log 2 = 0.69 where it cannot tell.
 */
import { Command } from 'commander';
import {
  backendOption,
  builtEvaluation,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {number} epochs
 * @property {number} limit
 * @property {number} tests
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 */

const SIDE = 28;
const SIZE = SIDE * SIDE;
const FRAME = 2;
const WAYS = /** @type {const} */ ([
  ['plain', 'other'],
  ['other', 'other'],
  ['other', 'plain'],
  ['plain', 'plain'],
]);
const LAYERS = [{ kind: /** @type {const} */ ('dense'), units: 256 }];

/** A pixel of the other look. @type {Readonly<Record<string, (value: number, pixel: number) => number>>} */
const LOOKS = {
  framed: (value, pixel) => (atEdge(pixel % SIDE) || atEdge(Math.floor(pixel / SIDE)) ? 1 : value),
  'in fog': (value) => 0.4 + 0.5 * value,
  inverted: (value) => 1 - value,
};
const atEdge = (/** @type {number} */ place) => place < FRAME || place >= SIDE - FRAME;

const points = (/** @type {Float32Array} */ data) => ({ data, columns: SIZE });

new Command('looks')
  .description('Translates digits between two looks without pairs and prints a Markdown table.')
  .option('--epochs <n>', 'of every training', whole(1), 8)
  .option('--limit <rows>', 'digits of each look, of 60,000 in all', whole(1), 6000)
  .option('--tests <rows>', 'digits to translate', whole(2), 1000)
  .addOption(seedOption())
  .addOption(backendOption())
  .action(study)
  .parseAsync();

/** @param {Given} given */
async function study({ epochs, limit, tests, seed = [1], backend }) {
  const device = await studyDevice(backend);
  const { VAE, toDataset, unpaired } = await builtLibrary();
  const { explainedVariance } = await builtEvaluation();
  const { loadMnist } = await builtNodeLibrary();
  const { train, test } = await loadMnist();
  const pixels = (/** @type {ArrayLike<number>} */ bytes) =>
    Float32Array.from(bytes, (value) => value / 255);
  if (2 * limit > train.rows)
    throw new Error(`--limit ${limit}: MNIST has ${train.rows} digits for both`);
  const all = pixels(/** @type {Uint8Array} */ (train.data).subarray(0, 2 * limit * SIZE));
  const plain = pixels(/** @type {Uint8Array} */ (test.data).subarray(0, tests * SIZE));
  console.log(`${device.name}; ${limit} digits of each look, ${epochs} epochs\n`);
  const ways = WAYS.map(([from, to]) => `${from} → ${to}`);
  const heads = ['other look', 'seed', ...ways, 'critic', 's'];
  console.log(markdown(heads, []));
  for (const [name, look] of Object.entries(LOOKS)) {
    const seen = (/** @type {Float32Array} */ rows) =>
      rows.map((value, i) => look(value, i % SIZE));
    const rows = { plain, other: seen(plain) };
    const data = unpaired(
      toDataset(all.subarray(0, limit * SIZE), SIZE),
      toDataset(seen(all.subarray(limit * SIZE)), SIZE),
    );
    for (const own of seed) {
      const model = await VAE.create({
        ...device.options,
        architecture: {
          family: 'aligned',
          domains: ['plain', 'other'],
          autoencoder: { input: SIZE, encoder: LAYERS, latent: 8, decoder: LAYERS },
        },
        ...{ batchSize: 64, seed: own },
      });
      const started = performance.now();
      await model.fit(data, { epochs });
      const seconds = (performance.now() - started) / 1000;
      const { critic = Number.NaN } = await model.evaluate(data);
      const figures = [];
      for (const [from, to] of WAYS) {
        const made = await model.translate(rows[from], { from, to });
        const explained = explainedVariance(points(rows[to]), points(made));
        figures.push(explained.toFixed(2));
      }
      const cells = [name, String(own), ...figures, critic.toFixed(2), seconds.toFixed(0)];
      console.log(`| ${cells.join(' | ')} |`);
      model.dispose();
    }
  }
}
