// @ts-check
/**
 * β-TCVAE against β-VAE at the same β and budget on sprites of known factors: MIG, SAP and DCI of
 * the posterior means. Prints a Markdown table with one row per training; `disentangle.py` trains the
 * same in PyTorch, on the images that `--write` writes into a folder. With three runs or more a second table follows: the
 * ranking of runs without labels (UDR, Duan et al. 2020), and its rank correlation with MIG.
 *
 *     npm run build && node bench/studies/disentangle.mjs --beta 6 --epochs 30 --seed 1 --seed 2
 *
 * A fully connected model with ReLU, batch 128, Adam. Source: Chen et al., "Isolating sources of
 * disentanglement in variational autoencoders", 2018, whose study takes all 737,280 images.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { rankCorrelation } from '../lib/statistics.mjs';
import {
  backendOption,
  builtEvaluation,
  builtLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { markdown } from '../table.mjs';

/**
 * @typedef {object} Given
 * @property {number} beta
 * @property {number} epochs
 * @property {number} limit
 * @property {number} size
 * @property {number} hidden
 * @property {number} latent
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string} [write]
 */

const program = new Command('disentangle')
  .description('Trains β-VAE and β-TCVAE on sprites and prints a Markdown table of scores.')
  .option('--beta <x>', 'weight of the KL, or of the total correlation', Number, 6)
  .option('--epochs <n>', 'epochs of every training', whole(1), 30)
  .option('--limit <rows>', 'images to train on and to judge', whole(1), 50_000)
  .option('--size <pixels>', 'of an edge', whole(8), 32)
  .option('--hidden <units>', 'of each of the two hidden layers', whole(1), 1200)
  .option('--latent <size>', 'of the code', whole(1), 10)
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--write <folder>', 'writes images.u8 and factors.u8 for PyTorch, and trains nothing')
  .action(study);

/** @param {Given} given */
async function study({ beta, epochs, limit, size, hidden, latent, seed = [1], backend, write }) {
  const device = await studyDevice(backend);
  const { VAE, disentanglement, dSprites } = await builtLibrary();
  const { disentanglementRanking } = await builtEvaluation();
  const { images, truth } = dSprites({ rows: limit, size });
  if (write !== undefined) {
    mkdirSync(write, { recursive: true });
    writeFileSync(join(write, 'images.u8'), images);
    writeFileSync(join(write, 'factors.u8'), Uint8Array.from(truth.values));
    return;
  }
  console.log(
    `${limit} sprites of ${size} × ${size}, ` +
      `${size * size}-${hidden}-${hidden}-2·${latent}, β ${beta}, ${epochs} epochs\n`,
  );
  const objectives = [
    { name: 'β-VAE', options: { beta } },
    {
      name: 'β-TCVAE',
      options: { regularizer: { kind: /** @type {const} */ ('totalCorrelation'), beta } },
    },
  ];
  const heads = ['objective', 'seed', 'MIG', 'SAP', 'D', 'C', 'I', 'ELBO', 'seconds'];
  console.log(markdown(heads, []));
  /** @type {{ name: string, seed: number, mig: number, udr: number }[]} */
  const ranked = [];
  for (const { name, options } of objectives) {
    const codes = [];
    const migs = [];
    for (const each of seed) {
      const vae = await VAE.create({
        ...options,
        config: { input: size * size, hidden: [hidden, hidden], latent },
        ...device.options,
        seed: each,
      });
      const started = performance.now();
      await vae.fit(images, { epochs });
      const seconds = (performance.now() - started) / 1000;
      const { elbo } = await vae.evaluate(images);
      const { mu } = await vae.encode(images);
      const { activeDimensions } = await vae.diagnose(images);
      const { mig, sap, dci } = disentanglement(mu, truth);
      codes.push({ data: mu, columns: latent, active: activeDimensions });
      migs.push(mig);
      const scores = [mig, sap, dci.disentanglement, dci.completeness, dci.informativeness];
      const cells = [
        name,
        String(each),
        ...scores.map((score) => score.toFixed(3)),
        elbo.toFixed(2),
        seconds.toFixed(0),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      vae.dispose();
    }
    if (seed.length < 3) continue;
    const { scores } = disentanglementRanking(codes);
    for (const [i, udr] of scores.entries()) {
      ranked.push({ name, seed: seed[i] ?? 0, mig: migs[i] ?? 0, udr });
    }
  }
  if (ranked.length === 0) return;
  console.log(`\n${markdown(['objective', 'seed', 'UDR', 'MIG'], [])}`);
  for (const { name, seed: own, udr, mig } of ranked) {
    console.log(`| ${name} | ${own} | ${udr.toFixed(3)} | ${mig.toFixed(3)} |`);
  }
  const [udrs, migs] = [ranked.map(({ udr }) => udr), ranked.map(({ mig }) => mig)];
  console.log(
    `\nrank correlation of the ${udrs.length} runs ${rankCorrelation(udrs, migs).toFixed(2)}`,
  );
}

await program.parseAsync();
