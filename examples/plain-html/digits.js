import { fromCanvas } from 'webgpu-vae/worker';

/** Width and height of an image. */
export const SIZE = 20;

/**
 * Images of digits in the page's font, turned, moved and scaled at random: grey values, one image a
 * row, `[count, SIZE * SIZE]`.
 * @param {number} count
 */
export function drawDigits(count) {
  const canvas = new OffscreenCanvas(SIZE, SIZE);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  const around = (/** @type {number} */ spread) => (2 * Math.random() - 1) * spread;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const pixels = new Uint8Array(count * SIZE * SIZE);
  for (let image = 0; image < count; image++) {
    context.resetTransform();
    context.fillStyle = 'black';
    context.fillRect(0, 0, SIZE, SIZE);
    context.translate(SIZE / 2 + around(1.5), SIZE / 2 + around(1.5));
    context.rotate(around(0.3));
    context.font = `bold ${16 + around(2)}px sans-serif`;
    context.fillStyle = 'white';
    context.fillText(String(image % 10), 0, 0);
    pixels.set(fromCanvas(canvas).data, image * SIZE * SIZE);
  }
  return pixels;
}
