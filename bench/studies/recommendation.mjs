// @ts-check
/**
 * Comparison of recommenders with the protocol of Liang et al. (2018): some users are held out, 80
 * % of the items of each are given, and 20 % should be ranked first among all others. Prints a
 * Markdown table. The data are simulated, with the statistics of MovieLens 100K
 * (`simulateInteractions`).
 *
 *     npm run build && node bench/studies/recommendation.mjs
 */
import { Command } from 'commander';
import { itemCosine, popularity } from '../lib/baselines.mjs';
import { builtLibrary, studyGpu, whole } from '../lib/study.mjs';
import { markdown, percent } from '../table.mjs';

/**
 * A row of the table.
 *
 * @typedef {object} Recommender
 * @property {string} name
 * @property {(train: Dataset, input: Dataset) => Float32Array | Promise<Float32Array>} score trains
 *   on the users of `train`, then scores all items for the users of `input`: [input.rows, items]
 */
/** @typedef {import('../../src/data/dataset.ts').Dataset} Dataset */

/** @type {readonly Recommender[]} */
const recommenders = [
  { name: 'popularity', score: popularity },
  { name: 'item-item cosine, 100 neighbours', score: itemCosine },
];

/**
 * Mult-VAE, Liang et al. 2018: a multinomial likelihood over all items, dropout on the input, and
 * the weight of the KL raised to 0.2. Hyperparameters as in the paper, with smaller layers.
 *
 * @type {(gpu: GPU, epochs: number, seed: number) => Recommender['score']}
 */
const multVae = (gpu, epochs, seed) => async (train, input) => {
  const { VAE } = await builtLibrary();
  const batchSize = 100;
  const steps = epochs * Math.ceil(train.rows / batchSize);
  const vae = await VAE.create({
    gpu,
    seed,
    batchSize,
    config: {
      input: train.columns,
      hidden: [200],
      latent: 64,
      activation: 'tanh',
      likelihood: { kind: 'multinomial' },
      inputDropout: 0.5,
      normalizeInput: true,
    },
    beta: { kind: 'linear', from: 0, to: 0.2, steps },
  });
  await vae.fit(train, { epochs });
  const scores = await vae.reconstruct(input);
  vae.dispose();
  return scores;
};

const program = new Command('recommendation')
  .description('Ranks held-out items by several recommenders and prints a Markdown table.')
  .option('--seed <n>', 'of the data and of the split', whole(0), 1)
  .option('--held-out <users>', 'users to recommend to', whole(1), 200)
  .option('--epochs <n>', 'epochs of training of Mult-VAE', whole(1), 100)
  .action(async ({ seed, heldOut, epochs }) => {
    const { gpu, release } = await studyGpu();
    const library = await builtLibrary();
    const data = library.simulateInteractions({ seed });
    const split = library.holdOut(data, { rows: heldOut, seed });
    /** @type {string[][]} */
    const rows = [];
    const trained = { name: 'Mult-VAE', score: multVae(gpu, epochs, seed) };
    for (const { name, score } of [...recommenders, trained]) {
      const scores = await score(split.train, split.input);
      const rankings = {
        items: data.columns,
        scores,
        relevant: split.target.data,
        seen: split.input.data,
      };
      rows.push([
        name,
        figure(library.ndcgAt(100, rankings)),
        figure(library.recallAt(20, rankings)),
      ]);
    }
    process.stdout.write(
      `${about(data, split)}\n\n${markdown(['recommender', 'NDCG@100', 'Recall@20'], rows)}\n`,
    );
    release();
  });

/** @param {{ mean: number, standardError: number }} metric */
function figure({ mean, standardError }) {
  return `${mean.toFixed(4)} ± ${standardError.toFixed(4)}`;
}

/** @param {Dataset} data @param {import('../../src/data/holdOut.ts').HoldOut} split */
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
