// @ts-check
/**
 * Draws 64 pictures of a trained model's decoder in every frame. The pixels never leave the GPU:
 * `draw` decodes, converts and copies them into the canvas.
 */
import { VAE } from 'webgpu-vae';

const PICTURES = 64;
/** Frames between two reports of the speed. */
const REPORT = 60;

const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#pictures'));
const status = /** @type {HTMLElement} */ (document.querySelector('#status'));

/** @param {string} text */
const say = (text) => {
  status.textContent = text;
};

try {
  await run();
} catch (error) {
  say(String(error));
}

async function run() {
  const address = new URLSearchParams(location.search).get('model');
  if (!address) {
    say('Name a checkpoint in the address: ?model=/out/model.safetensors');
    return;
  }
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const vae = await VAE.load(await response.blob());
  // `describe` gives the shapes; the input of a model of flat rows has no width and height.
  const side = Math.sqrt(vae.describe().at(-1)?.output[0] ?? 784);
  const size = { width: side, height: side };
  let frames = 0;
  let since = performance.now();
  for (;;) {
    const now = await nextFrame();
    // Waits while the GPU still draws the picture before, so a slow one skips frames.
    await vae.draw(canvas, walk(latentSize(vae), now / 1000), size);
    frames += 1;
    if (frames < REPORT) continue;
    say(`${((1000 * frames) / (now - since)).toFixed(1)} frames a second`);
    frames = 0;
    since = now;
  }
}

/** @returns {Promise<number>} the time of the next frame, in milliseconds */
function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
}

/** @param {VAE} vae */
function latentSize({ architecture }) {
  const { latent } = /** @type {{ latent?: number | { size: number } }} */ (architecture);
  return typeof latent === 'object' ? latent.size : (latent ?? 0);
}

/**
 * Latents on slow circles, one for each picture: as far from 0 as samples of the prior are.
 * @param {number} latent
 * @param {number} seconds
 */
function walk(latent, seconds) {
  return new Float32Array(PICTURES * latent).map((_, i) => {
    const [picture, dimension] = [Math.floor(i / latent), i % latent];
    const speed = 0.2 + 0.05 * (dimension % 7);
    return Math.SQRT2 * Math.sin(speed * seconds + 2.4 * picture + 1.7 * dimension);
  });
}
