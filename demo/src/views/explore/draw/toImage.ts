import type { Ink, Size } from './ink.ts';

/** MNIST's images are 28 pixels wide, and their digits fit a box of 20. */
const BOX = 20 / 28;

/**
 * Converts a drawing to an image like those of MNIST. The ink is scaled with its aspect ratio, so
 * that its bounding box fits the middle 20 x 20 of 28 x 28 pixels, with proportional boxes for
 * other sizes. Pixels average the area that they cover, which gives grey edges. The ink's centre of
 * mass is moved to the middle. Unlike in MNIST the shift may be a fraction of a pixel, and it is
 * limited so that no ink leaves the image. Source: LeCun, Cortes & Burges, "The MNIST database of
 * handwritten digits".
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

/** The ink coordinate of the image's edge that places `centre` in the middle of the image. */
function start(length: number, centre: number, low: number, high: number, scale: number): number {
  const wanted = centre - length / 2 / scale;
  // The box is smaller than the image, so these limits keep all of it inside.
  return Math.min(low, Math.max(high - length / scale, wanted));
}

/** The bounding box of all ink; right and bottom are exclusive. */
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

/** The mean over a square that may cover pixels partially; there is no ink outside. */
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
