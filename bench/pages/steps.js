/**
 * Analyses the time of this library's step with its own profiler: the share of dispatches without a
 * large product, and the cost of a multiply-add in larger batches and wider layers.
 */
import { VAE } from '../../src/index.ts';
import { MODELS } from '../cases.mjs';
import { gpu } from './shared/gpu.js';
import { loadImages } from './shared/images.js';

/** A dispatch has a large product if it does at least this share of a step's arithmetic. */
const LARGE = 0.05;
const DATA_ROWS = 4096;

let dataset;
let base;
let sizes = [];

/**
 * Multiply-adds of a training step: forward, weight gradients, and input gradients except the first
 * layer's.
 */
function multiplyAdds({ input, hidden, latent }, batch) {
  const encoder = [input, ...hidden, 2 * latent];
  const decoder = [latent, ...hidden.toReversed(), input];
  const products = (widths) => widths.slice(1).map((width, i) => width * widths[i]);
  const layers = [...products(encoder), ...products(decoder)];
  return batch * (3 * layers.reduce((sum, each) => sum + each) - layers[0]);
}

async function sized(config, batch) {
  const vae = await VAE.create({ config, batchSize: batch, gpu });
  const about = { hidden: config.hidden, batch, multiplyAdds: multiplyAdds(config, batch) };
  return { vae, about };
}

/** Returns the sizes to be timed, in the order of each round; the first is the model itself. */
async function open({ model, batch, batches }) {
  const { input, hidden, latent } = MODELS[model];
  const config = { input, hidden, latent };
  const images = await loadImages();
  const data = images.subarray(0, DATA_ROWS * input);
  dataset = { name: 'mnist', rows: DATA_ROWS, columns: input, dtype: 'u8', data };
  base = await sized(config, batch);
  const doubled = { ...config, hidden: hidden.map((width) => 2 * width) };
  sizes = [base, await sized(doubled, batch)];
  for (const each of batches) if (each !== batch) sizes.push(await sized(config, each));
  return sizes.map(({ about }) => about);
}

/** Times every size once, and the single dispatches of the first. */
async function round(number) {
  const stepMs = sizes.map(() => Number.NaN);
  for (let i = 0; i < sizes.length; i++) {
    const at = (number + i) % sizes.length;
    ({ stepMs: stepMs[at] } = await sizes[at].vae.profile(dataset, { mode: 'step', steps: 1 }));
  }
  const { dispatches, flops } = await base.vae.profile(dataset, { mode: 'kernels', steps: 2 });
  return {
    stepMs,
    dispatches: dispatches.map(({ label, kernel, ms, flops: own }) => ({
      label,
      kernel,
      ms,
      large: own >= LARGE * flops,
    })),
  };
}

function close() {
  for (const { vae } of sizes) vae.dispose();
}

Object.assign(globalThis, { steps: { open, round, close } });
