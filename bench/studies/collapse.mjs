// @ts-check
/**
 * Study of posterior collapse and its remedies: MNIST VAEs that differ only in the weight of their
 * KL, trained for the same epochs from the same seeds. Prints a Markdown table.
 *
 *     npm run build && node bench/studies/collapse.mjs --epochs 20 --seeds 2
 */
import { Command } from 'commander';
import { mean } from '../lib/statistics.mjs';
import { builtLibrary, builtNodeLibrary, studyGpu, whole } from '../lib/study.mjs';
import { markdown } from '../table.mjs';

const CONFIG = { hidden: [400], latent: 20 };
const BATCH = 128;

/**
 * The compared objectives; `steps` is the length of training.
 *
 * @type {Record<string, (steps: number) => Partial<import('../../src/index.ts').VaeOptions>>}
 */
const settings = {
  'beta 1': () => ({ beta: 1 }),
  'beta 4': () => ({ beta: 4 }),
  'beta 0 to 4, linear over half': (steps) => ({
    beta: { kind: 'linear', from: 0, to: 4, steps: Math.ceil(steps / 2) },
  }),
  'beta 0 to 1, four cycles': (steps) => ({ beta: { kind: 'cyclical', to: 1, cycles: 4, steps } }),
  'free bits 0.5': () => ({ freeBits: 0.5 }),
};

const program = new Command('collapse')
  .description('Trains MNIST VAEs under several objectives and prints a Markdown table.')
  .option('--epochs <n>', 'epochs of every training', whole(1), 10)
  .option('--limit <rows>', 'images to train on', whole(1), 60_000)
  .option('--seeds <n>', 'trainings of every objective', whole(1), 2)
  .action(async ({ epochs, limit, seeds }) => {
    const { VAE, subset } = await builtLibrary();
    const opened = await studyGpu();
    const { loadMnist } = await builtNodeLibrary();
    const data = await loadMnist();
    const train = subset(data.train, limit);
    const steps = epochs * Math.ceil(train.rows / BATCH);
    /** @type {string[][]} */
    const rows = [];
    for (const [name, objective] of Object.entries(settings)) {
      const runs = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const vae = await VAE.create({
          gpu: opened.gpu,
          config: CONFIG,
          batchSize: BATCH,
          seed,
          ...objective(steps),
        });
        await vae.fit(train, { epochs });
        const { elbo, reconstruction, kl } = await vae.evaluate(data.test);
        const { activeUnits, klPerDimension } = await vae.diagnose(data.test);
        vae.dispose();
        runs.push({ elbo, reconstruction, kl, activeUnits, dimensions: klPerDimension.toSorted() });
        console.error(`${name}, seed ${seed}: elbo ${elbo.toFixed(2)}`);
      }
      rows.push([
        name,
        ...[
          runs.map(({ kl }) => kl),
          runs.map(({ reconstruction }) => reconstruction),
          runs.map(({ elbo }) => elbo),
          runs.map(({ activeUnits }) => activeUnits),
        ].map(overSeeds),
        // Only the first seed: dimensions of different seeds do not correspond.
        Array.from(runs[0]?.dimensions ?? [], (kl) => kl.toFixed(2))
          .reverse()
          .join(' '),
      ]);
    }
    opened.release();
    process.stdout.write(
      `${opened.info.description}; ${train.rows} images, ${epochs} epochs, ${seeds} seeds; ` +
        `${data.test.rows} test images, nats an image, ELBO at beta 1 as a loss\n\n${markdown(
          ['objective', 'KL', 'reconstruction', 'ELBO', 'active units', 'KL per dimension, seed 1'],
          rows,
        )}\n`,
    );
  });

/** The mean and the range over seeds. @param {number[]} values */
function overSeeds(values) {
  const range = Math.max(...values) - Math.min(...values);
  return `${mean(values).toFixed(2)} (range ${range.toFixed(2)})`;
}

await program.parseAsync();
