import { chacha20 } from '../../random/chacha20.ts';
import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** Values of a block, and of a row with its padding. */
const BLOCK = 16;
const padded = (columns: number): number => 8 * Math.ceil(columns / 8);

/**
 * dweight [N, K] = SCALE · (dweight + noise_scale · n) and dbias [B] likewise, n by the key [8], the
 * data counter and PLACE
 */
export const gradientNoise: Twin<'gradient_noise'> = (
  { constants: { N, K, B, PLACE, SCALE }, step },
  key,
  dweight,
  dbias,
) => {
  const words = Uint32Array.from(key);
  let block = -1;
  let drawn: Uint32Array = new Uint32Array();
  const add = (values: Float64Array, i: number, place: number): void => {
    const wanted = Math.floor(place / BLOCK);
    if (wanted !== block) drawn = chacha20(words, [wanted, step.data_counter, PLACE, 0]);
    block = wanted;
    put(values, i, SCALE * (at(values, i) + step.noise_scale * normalOf(drawn, place % BLOCK)));
  };
  for (let row = 0; row < N; row++) {
    for (let column = 0; column < K; column++)
      add(dweight, row * K + column, row * padded(K) + column);
  }
  const behind = BLOCK * Math.ceil((N * padded(K)) / BLOCK);
  for (let n = 0; n < B; n++) add(dbias, n, behind + n);
};

/** One of 16 standard normals of 16 words: two by two, by Box-Muller. */
function normalOf(words: Uint32Array, place: number): number {
  const [bits, turn] = words.subarray(place - (place % 2));
  // The kernel's numbers are of f32.
  const u = Math.fround(Math.fround(bits as number) * 2 ** -32 + 2 ** -33);
  const angle = 2 * Math.PI * ((((turn as number) >>> 9) + 0.5) * 2 ** -23 - 0.5);
  const radius = Math.sqrt(-2 * Math.log(u));
  return radius * (place % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
}
