/**
 * ChaCha20 (Nir & Langley, RFC 8439, 2018), for random numbers that nobody foresees without the key. The
 * kernels compute the same integers.
 */

const CONSTANT = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

/** The places of a quarter round in each column, then in each diagonal. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const DOUBLE_ROUNDS = 10;

/** Four words beside the key: the counter of the block, and three that keep uses apart. */
export type BlockInput = readonly [counter: number, number, number, number];

/**
 * One block of 16 random words.
 * @param key 8 words
 */
export function chacha20(key: Uint32Array, input: BlockInput): Uint32Array {
  const start = Uint32Array.of(...CONSTANT, ...key, ...input);
  const x = start.slice();
  const at = (place: number): number => x[place] as number;
  const mix = (place: number, by: number, rotated: number, bits: number): void => {
    x[place] = at(place) + at(by);
    const word = at(rotated) ^ at(place);
    x[rotated] = (word << bits) | (word >>> (32 - bits));
  };
  for (let round = 0; round < DOUBLE_ROUNDS; round++) {
    for (const [a, b, c, d] of QUARTERS) {
      mix(a, b, d, 16);
      mix(c, d, b, 12);
      mix(a, b, d, 8);
      mix(c, d, b, 7);
    }
  }
  return x.map((word, place) => word + (start[place] as number));
}
