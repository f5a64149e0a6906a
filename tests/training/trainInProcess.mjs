// @ts-check
/**
 * A separate process that trains the built library on generated rows and saves: `node
 * trainInProcess.mjs OUT STEPS [CHECKPOINT]`.
 */
import { readFile, writeFile } from 'node:fs/promises';

/** @param {string} entry @returns {Promise<any>} */
const built = (entry) => import(new URL(`../../dist/${entry}.js`, import.meta.url).href);
const { VAE } = await built('index');
const { openGpu } = await built('node');

const [out = '', steps = '', checkpoint] = process.argv.slice(2);
const rows = Uint8Array.from({ length: 50 * 16 }, (_, i) => (i * i * 37) % 256);
const { gpu, release } = await openGpu(
  process.env.VAE_ADAPTER === 'hardware' ? 'hardware' : 'auto',
);
const options = { gpu, batchSize: 8, config: { input: 16, hidden: [8], latent: 2 } };
const vae = checkpoint
  ? await VAE.load(await readFile(checkpoint), options)
  : await VAE.create(options);
await vae.fit(rows, { steps: Number(steps) });
await writeFile(out, await vae.save());
vae.dispose();
release();
