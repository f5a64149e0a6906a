// @ts-check
/**
 * Makes the colour pictures on which the model of docs/images.md trains: sprites in a random colour, before a
 * background of 32 x 32 pixels that fades from one random colour to another. Writes PNG files.
 *
 *     npm run build && node scripts/colours.mjs --out out/colours
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { encode } from 'fast-png';
import { builtLibrary, whole } from '../bench/lib/study.mjs';

const SIZE = 32;
/** Pixels of the images that the sprites are cut out of, in the middle: they come out larger than in one of SIZE. */
const DRAWN = 48;

/** A saturated colour of a hue from 0 to 1. @param {number} hue @param {number} brightness */
const colourOf = (hue, brightness) =>
  [0, 1 / 3, 2 / 3].map((shift) => {
    const wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue - shift));
    return Math.round(255 * brightness * wave);
  });

/** @param {{ rows: number, seed: number, out: string }} given */
async function makePictures({ rows, seed, out }) {
  const { dSprites, permutation } = await builtLibrary();
  const { images } = dSprites({ rows, size: DRAWN, seed });
  // Each row has its own hue of the front, of the top and of the bottom.
  const hues = [0, 1, 2].map((round) => permutation(rows, seed, round));
  mkdirSync(out, { recursive: true });
  for (let row = 0; row < rows; row++) {
    const sprite = middle(images.subarray(row * DRAWN * DRAWN, (row + 1) * DRAWN * DRAWN));
    const name = `${String(row).padStart(5, '0')}.png`;
    const [front = 0, top = 0, bottom = 0] = hues.map((order) => (order[row] ?? 0) / rows);
    writeFileSync(path.join(out, name), coloured(sprite, { front, top, bottom }));
  }
}

/** The SIZE x SIZE pixels in the middle of an image of DRAWN x DRAWN. @param {Uint8Array} image */
function middle(image) {
  const first = (DRAWN - SIZE) / 2;
  const rows = Array.from({ length: SIZE }, (_, y) => {
    const start = (first + y) * DRAWN + first;
    return [...image.subarray(start, start + SIZE)];
  });
  return Uint8Array.from(rows.flat());
}

/**
 * A sprite in colour, as a PNG file.
 * @param {Uint8Array} sprite
 * @param {{ front: number, top: number, bottom: number }} hues
 */
function coloured(sprite, hues) {
  const front = colourOf(hues.front, 1);
  const [top, bottom] = [colourOf(hues.top, 0.5), colourOf(hues.bottom, 0.5)];
  const data = new Uint8Array(3 * sprite.length);
  for (const [pixel, inside] of sprite.entries()) {
    const down = Math.floor(pixel / SIZE) / (SIZE - 1);
    for (const channel of [0, 1, 2]) {
      const [from = 0, to = 0, own = 0] = [top[channel], bottom[channel], front[channel]];
      data[3 * pixel + channel] = inside ? own : Math.round(from + (to - from) * down);
    }
  }
  return encode({ width: SIZE, height: SIZE, data, channels: 3 });
}

await new Command('colours')
  .description('Makes colour pictures of 32 x 32 pixels as PNG files.')
  .option('--rows <n>', 'pictures', whole(1), 12_000)
  .option('--seed <n>', 'of shapes and colours', whole(0), 1)
  .option('--out <folder>', 'for the files', 'out/colours')
  .action(makePictures)
  .parseAsync();
