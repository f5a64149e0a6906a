// @ts-check
/**
 * Comparison of recommenders with the protocol of Liang et al. (2018): some users are held out, 80
 * % of the items of each are given, and 20 % should be ranked first among all others. Prints a
 * Markdown table. The data are simulated, with the statistics of MovieLens 100K
 * (`simulateInteractions`), or the ratings of a file, such as those of MovieLens, of 4 and more.
 *
 *     npm run build && node bench/studies/recommendation.mjs
 *     node bench/studies/recommendation.mjs --dataset ratings.csv --seed 1 2
 *
 * With `--write FOLDER` the splits are left there for recommendation.py, which trains PyTorch's Mult-VAE on them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { itemCosine, popularity } from '../lib/baselines.mjs';
import { ease } from '../lib/ease.mjs';
import {
  backendOption,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown, percent } from '../table.mjs';

/** @typedef {import('../../src/data/dataset.ts').Dataset} Dataset */
/** @typedef {import('../../src/data/holdOut.ts').HoldOut} HoldOut */

/**
 * Trains on the users of `train`, then scores all items for the users of `input`: [input.rows, items].
 *
 * @typedef {(train: Dataset, input: Dataset) => Float32Array | Promise<Float32Array>} Score
 */

/** Weights of the ridge of EASE that are tried on users of the training set. */
const RIDGES = [25, 50, 100, 200, 400, 800];

/** Rows of a training step of Mult-VAE. */
const BATCH = 100;

/**
 * Mult-VAE, Liang et al. 2018: the family `recommendation`, with the weight of the KL raised to 0.2. Hyperparameters as
 * in the paper, with smaller layers.
 *
 * @type {(device: object, epochs: number, seed: number) => Score}
 */
const multVae = (device, epochs, seed) => async (train, input) => {
  const { VAE } = await builtLibrary();
  const steps = epochs * Math.ceil(train.rows / BATCH);
  const vae = await VAE.create({
    ...device,
    seed,
    batchSize: BATCH,
    architecture: { family: 'recommendation', input: train.columns, hidden: [200], latent: 64 },
    beta: { kind: 'linear', from: 0, to: 0.2, steps },
  });
  await vae.fit(train, { epochs });
  const scores = await vae.reconstruct(input);
  vae.dispose();
  return scores;
};

/** EASE with the ridge that ranks best for a fifth of the training users. @type {(seed: number) => Score} */
const tunedEase = (seed) => async (train, input) => {
  const { holdOut, ndcgAt } = await builtLibrary();
  const split = holdOut(train, { rows: Math.floor(train.rows / 5), seed });
  const tried = RIDGES.map((ridge) => {
    const scores = ease(ridge)(split.train, split.input);
    return { ridge, ndcg: ndcgAt(100, rankings(split, scores)).mean };
  });
  const { ridge } = tried.reduce((best, each) => (each.ndcg > best.ndcg ? each : best));
  process.stderr.write(`EASE: ridge ${ridge}\n`);
  return ease(ridge)(train, input);
};

const program = new Command('recommendation')
  .description('Ranks held-out items by several recommenders and prints a Markdown table.')
  .option('--dataset <file>', 'ratings of a file; simulated ones by default')
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--held-out <users>', 'users to recommend to (200; of a file a fifth)', whole(1))
  .option('--epochs <n>', 'epochs of training of Mult-VAE', whole(1), 100)
  .option('--write <folder>', 'where to leave the splits')
  .action(async ({ dataset, seed = [1], backend, heldOut, epochs, write }) => {
    const device = await studyDevice(backend);
    const library = await builtLibrary();
    for (const own of seed) {
      const data = dataset ? await ratingsOf(dataset) : library.simulateInteractions({ seed: own });
      const rows = heldOut ?? (dataset ? Math.floor(data.rows / 5) : 200);
      const split = library.holdOut(data, { rows, seed: own });
      if (write) await writeSplit(join(write, String(own)), split);
      /** @type {[string, Score][]} */
      const recommenders = [
        ['popularity', popularity],
        ['item-item cosine, 100 neighbours', itemCosine],
        ['EASE', tunedEase(own)],
        [`Mult-VAE, ${epochs} epochs`, multVae(device.options, epochs, own)],
      ];
      /** @type {string[][]} */
      const lines = [];
      for (const [name, score] of recommenders) {
        const ranked = rankings(split, await score(split.train, split.input));
        lines.push([
          name,
          figure(library.ndcgAt(100, ranked)),
          figure(library.recallAt(20, ranked)),
          figure(library.recallAt(50, ranked)),
        ]);
      }
      const titles = ['recommender', 'NDCG@100', 'Recall@20', 'Recall@50'];
      process.stdout.write(`seed ${own}, ${about(data, split)}\n\n${markdown(titles, lines)}\n`);
    }
  });

/** The ratings of a file as a dense matrix, which the baselines take. @param {string} file */
async function ratingsOf(file) {
  const { toDataset, compressedRows } = await builtLibrary();
  const { loadRatings } = await builtNodeLibrary();
  const { rows } = await loadRatings(file);
  const { offsets, columns } = compressedRows(rows);
  const data = new Float32Array(rows.rows * rows.columns);
  for (let row = 0; row < rows.rows; row++) {
    for (const column of columns.subarray(offsets[row], offsets[row + 1])) {
      data[row * rows.columns + column] = 1;
    }
  }
  return toDataset(data, rows.columns, 'ratings of 4 and more');
}

/** @param {HoldOut} split @param {Float32Array} scores */
const rankings = ({ input, target }, scores) => ({
  items: input.columns,
  scores,
  relevant: target.data,
  seen: input.data,
});

/** Leaves the matrices of a split as .npy files. @param {string} folder @param {HoldOut} split */
async function writeSplit(folder, { train, input, target }) {
  const { writeNpy } = await builtLibrary();
  mkdirSync(folder, { recursive: true });
  for (const [name, { data, rows, columns }] of Object.entries({ train, input, target })) {
    writeFileSync(join(folder, `${name}.npy`), writeNpy(Float32Array.from(data), [rows, columns]));
  }
}

/** @param {{ mean: number, standardError: number }} metric */
function figure({ mean, standardError }) {
  return `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`;
}

/** @param {Dataset} data @param {HoldOut} split */
function about({ name, rows, columns, data }, { train, input }) {
  let interactions = 0;
  for (const value of data) if (value !== 0) interactions += 1;
  return (
    `${name}: ${rows} users x ${columns} items, ${interactions} interactions ` +
    `(density ${percent(interactions / data.length)}); ` +
    `${train.rows} users to train on, ${input.rows} held out; means ± standard errors over users`
  );
}

await program.parseAsync();
