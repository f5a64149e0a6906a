// @ts-check
/**
 * The negative log likelihood of MNIST under the VAE of Burda et al., "Importance weighted
 * autoencoders", 2015: 784-(200, 200)-50, tanh, dynamically binarised. Prints a Markdown line.
 *
 *     npm run build && node bench/studies/nll.mjs --epochs 20 --out runs/nll.safetensors
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { builtLibrary, builtNodeLibrary, studyGpu, whole } from '../lib/study.mjs';
import { markdown } from '../table.mjs';

const CONFIG = {
  hidden: [200, 200],
  latent: 50,
  activation: /** @type {const} */ ('tanh'),
  binarize: /** @type {const} */ ('dynamic'),
};
const BATCH = 128;

const program = new Command('nll')
  .description('Trains a VAE on dynamically binarised MNIST and estimates its log likelihood.')
  .option('--epochs <n>', 'epochs of training', whole(1), 20)
  .option('--samples <k>', 'samples of z an image', whole(1), 500)
  .option('--limit <rows>', 'test images to estimate on', whole(1), 10_000)
  .option('--from <checkpoint>', 'a trained model, to estimate only')
  .option('--out <file>', 'where the checkpoint goes')
  .action(async ({ epochs, samples, limit, from, out }) => {
    const opened = await studyGpu();
    const { VAE, subset } = await builtLibrary();
    const { loadMnist } = await builtNodeLibrary();
    const { train, test } = await loadMnist();
    const steps = epochs * Math.ceil(train.rows / BATCH);
    const vae = from
      ? await VAE.load(await readFile(from), { gpu: opened.gpu })
      : await VAE.create({
          gpu: opened.gpu,
          config: CONFIG,
          batchSize: BATCH,
          learningRate: { kind: 'cosine', from: 1e-3, to: 1e-4, steps },
        });
    if (!from) {
      await vae.fit(train, {
        epochs,
        onEpoch({ epoch, train: { elbo }, seconds }) {
          console.error(`epoch ${epoch}: train ELBO ${elbo.toFixed(2)}, ${seconds.toFixed(0)} s`);
        },
      });
      if (out) await writeFile(out, await vae.save());
    }
    const { elbo } = await vae.evaluate(test);
    const estimate = await vae.estimateNll(subset(test, limit), {
      samples,
      onProgress: (rows) => rows % 1000 < 8 && console.error(`${rows} images`),
    });
    const cells = [
      String(vae.epoch),
      elbo.toFixed(2),
      `${estimate.nll.toFixed(2)} ± ${estimate.standardError.toFixed(2)}`,
      String(estimate.samples),
      String(estimate.rows),
    ];
    const heads = ['epochs', 'test ELBO', '-log p(x)', 'samples', 'test images'];
    process.stdout.write(`${markdown(heads, [cells])}\n`);
    vae.dispose();
    opened.release();
  });

await program.parseAsync();
