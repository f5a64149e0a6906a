import { TINY } from './models.ts';

/**
 * Distinct rows of five patterns with noise, as pixel values, with enough structure for a small
 * model. The same arguments give the same rows.
 */
export function rowsU8(count: number, columns: number = TINY.input, seed = 0): Uint8Array {
  return Uint8Array.from({ length: count * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const noise = Math.imul(i + 1 + 7919 * seed, 0x9e3779b1) >>> 24;
    const lit = (i - row * columns + row) % 5 < 2;
    return lit ? 192 + (noise >> 2) : noise >> 3;
  });
}

/** The same rows as intensities. */
export function rowsF32(count: number, columns: number = TINY.input, seed = 0): Float32Array {
  return Float32Array.from(rowsU8(count, columns, seed), (value) => value / 255);
}
