import { assertOptions, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import { streams } from '../random/streams.ts';
import type { GroundTruth } from './groundTruth.ts';
import { permutation } from './permutation.ts';

/** The factors of a sprite, in the order of dSprites: the last one changes fastest. */
const FACTORS = [
  { name: 'shape', values: 3, kind: 'categorical' },
  { name: 'scale', values: 6, kind: 'ordered' },
  { name: 'orientation', values: 40, kind: 'ordered' },
  { name: 'positionX', values: 32, kind: 'ordered' },
  { name: 'positionY', values: 32, kind: 'ordered' },
] as const;

/** Number of sprites: every combination of factors once. */
export const ALL_SPRITES = /* @__PURE__ */ FACTORS.reduce((all, { values }) => all * values, 1);

/** Options of {@link dSprites}. */
export interface SpritesOptions {
  /** Images, drawn without replacement from the 737,280 there are. 50,000 by default. */
  readonly rows: number;
  /** Pixels along an edge, from 8 to 64. 32 by default; the data set has 64. */
  readonly size: number;
  /** The same seed gives the same images in the same order. 1 by default. */
  readonly seed: number;
}

const RANGES: OptionRanges<SpritesOptions> = {
  rows: wholeNumber(1, ALL_SPRITES),
  size: wholeNumber(8, 64),
  seed: SEED,
};

/** Images with the factors that they were drawn from. */
export interface Sprites {
  /** `[rows, size, size]`: 255 in the sprite, 0 elsewhere. */
  readonly images: Uint8Array;
  /** The factors of each image. */
  readonly truth: GroundTruth;
}

/**
 * Sprites of known factors, white on black: a square, an ellipse or a heart in 6 scales, 40
 * orientations and 32 positions along each axis. Factors, values and order are those of the data set
 * dSprites; outlines are drawn anew, so single pixels differ from it. Source: Matthey et al.,
 * "dSprites: disentanglement testing sprites dataset", 2017.
 *
 * @throws ConfigError for an option out of range
 */
export function dSprites(options: Partial<SpritesOptions> = {}): Sprites {
  assertOptions('dSprites', options, RANGES);
  const { rows = 50_000, size = 32, seed = 1 } = options;
  const chosen = permutation(ALL_SPRITES, seed, 0, streams.sprites).subarray(0, rows);
  const images = new Uint8Array(rows * size * size);
  const values = new Uint8Array(rows * FACTORS.length);
  for (const [row, sprite] of chosen.entries()) {
    const factors = factorsOf(sprite);
    values.set(factors, row * FACTORS.length);
    draw(factors, images.subarray(row * size * size, (row + 1) * size * size), size);
  }
  return { images, truth: { factors: FACTORS, values } };
}

/** The values of a sprite's factors, by its number in the order of dSprites. */
function factorsOf(sprite: number): number[] {
  const factors: number[] = [];
  let left = sprite;
  for (const { values } of FACTORS.toReversed()) {
    factors.unshift(left % values);
    left = Math.floor(left / values);
  }
  return factors;
}

/** Half the height of a sprite at scale 1, as a share of the image: it stays inside when turned. */
const RADIUS = 10 / 64;

/** Draws a sprite: a pixel is white where its centre lies inside. */
function draw(factors: readonly number[], image: Uint8Array, size: number): void {
  const [shape = 0, scale = 0, orientation = 0, positionX = 0, positionY = 0] = factors;
  const radius = RADIUS * (0.5 + scale / 10);
  const angle = (2 * Math.PI * orientation) / 39;
  const [cos, sin] = [Math.cos(angle) / radius, Math.sin(angle) / radius];
  const inside = SHAPES[shape] as Shape;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const right = (x + 0.5) / size - centre(positionX);
      const down = (y + 0.5) / size - centre(positionY);
      if (inside(cos * right + sin * down, cos * down - sin * right)) image[y * size + x] = 255;
    }
  }
}

/** The place of a position along an axis, as a share of the image. */
const centre = (position: number): number => 0.25 + (0.5 * position) / 31;

/** True inside of an outline of about radius 1 around the origin. */
type Shape = (right: number, down: number) => boolean;

/** In the order of dSprites. */
const SHAPES: readonly Shape[] = [
  (right, down) => Math.max(Math.abs(right), Math.abs(down)) <= 1,
  (right, down) => (right / 0.6) ** 2 + down ** 2 <= 1,
  // The sextic heart curve, with its point downwards.
  (right, down) => {
    const [x, y] = [1.1 * right, 0.1 - 1.1 * down];
    return (x * x + y * y - 1) ** 3 <= x * x * y ** 3;
  },
];
