import type { Ink, Size } from './ink.ts';

/** MNIST's digits are 28 pixels wide; what is drawn of them fits in 20. */
const BOX = 20 / 28;

/**
 * What was drawn as an image, the way MNIST was made: ink is scaled, keeping its aspect, so that the
 * box around it fits the middle 20 x 20 of 28 x 28 pixels; pixels average what they cover, which
 * leaves greys at the edges; the ink's centre of mass comes to the middle. Images of other sizes in
 * proportion. Unlike in MNIST the shift is no whole number of pixels, and stops where ink would
 * leave the image.
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
 *
 * @returns bytes `[height · width]`; undefined without ink
 */
export function toImage(ink: Ink, { width, height }: Size): Uint8Array | undefined {
  const bounds = boundsOf(ink);
  if (!bounds) return undefined;
  const scale = Math.min(
    (BOX * width) / (bounds.right - bounds.left),
    (BOX * height) / (bounds.bottom - bounds.top),
  );
  const centre = centreOfMass(ink);
  const left = start(width, centre.x, bounds.left, bounds.right, scale);
  const top = start(height, centre.y, bounds.top, bounds.bottom, scale);
  const image = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = { left: left + x / scale, top: top + y / scale };
      image[y * width + x] = Math.round(meanInk(ink, at.left, at.top, 1 / scale));
    }
  }
  return image;
}

/** The ink coordinate that comes to the image's edge, so that `centre` comes to its middle. */
function start(length: number, centre: number, low: number, high: number, scale: number): number {
  const wanted = centre - length / 2 / scale;
  // The box is smaller than the image: between these two all of it is inside.
  return Math.min(low, Math.max(high - length / scale, wanted));
}

/** The box around all ink; its right and bottom are just outside. */
function boundsOf({ width, height, values }: Ink) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (const [i, value] of values.entries()) {
    if (value === 0) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return right > left ? { left, top, right, bottom } : undefined;
}

function centreOfMass({ width, values }: Ink) {
  let [mass, x, y] = [0, 0, 0];
  for (const [i, value] of values.entries()) {
    mass += value;
    x += value * ((i % width) + 0.5);
    y += value * (Math.floor(i / width) + 0.5);
  }
  return { x: x / mass, y: y / mass };
}

/** The mean over a square of which pixels may be covered in part; outside there is no ink. */
function meanInk({ width, height, values }: Ink, left: number, top: number, side: number): number {
  let sum = 0;
  const [firstX, lastX] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(left + side))];
  const [firstY, lastY] = [Math.max(0, Math.floor(top)), Math.min(height, Math.ceil(top + side))];
  for (let y = firstY; y < lastY; y++) {
    const covered = Math.min(y + 1, top + side) - Math.max(y, top);
    for (let x = firstX; x < lastX; x++) {
      const across = Math.min(x + 1, left + side) - Math.max(x, left);
      sum += covered * across * (values[y * width + x] as number);
    }
  }
  return sum / side ** 2;
}
