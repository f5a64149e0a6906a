import { chacha20 } from '../../random/chacha20.ts';
import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** Values of a block, and of a row with its padding. */
const BLOCK = 16;
const padded = (columns: number): number => 8 * Math.ceil(columns / 8);

/** gradient [N, K] = SCALE · (gradient + noise_scale · n), n by the key [8], the step and PLACE */
export const gradientNoise: Twin<'gradient_noise'> = (
  { constants: { N, K, PLACE, SCALE }, step },
  key,
  gradient,
) => {
  const words = Uint32Array.from(key);
  let block = -1;
  let drawn: Uint32Array = new Uint32Array();
  for (let row = 0; row < N; row++) {
    for (let column = 0; column < K; column++) {
      const place = row * padded(K) + column;
      if (Math.floor(place / BLOCK) !== block) {
        block = Math.floor(place / BLOCK);
        drawn = chacha20(words, [block, step.counter, PLACE, 0]);
      }
      const i = row * K + column;
      put(
        gradient,
        i,
        SCALE * (at(gradient, i) + step.noise_scale * normalOf(drawn, place % BLOCK)),
      );
    }
  }
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
