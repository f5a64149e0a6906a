import { toImageData } from 'webgpu-vae/worker';
import { SIZE } from './digits.js';

const COLUMNS = 16;

/**
 * Draws images side by side.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array | Float32Array} values one image a row: bytes, or shares in [0, 1]
 */
export function drawImages(canvas, values) {
  const count = values.length / (SIZE * SIZE);
  canvas.width = COLUMNS * SIZE;
  canvas.height = Math.ceil(count / COLUMNS) * SIZE;
  const context = canvas.getContext('2d');
  for (let image = 0; image < count; image++) {
    const one = values.subarray(image * SIZE * SIZE, (image + 1) * SIZE * SIZE);
    const left = (image % COLUMNS) * SIZE;
    const top = Math.floor(image / COLUMNS) * SIZE;
    context?.putImageData(toImageData(one, { width: SIZE, height: SIZE }), left, top);
  }
}
