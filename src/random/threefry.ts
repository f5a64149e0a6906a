/**
 * Threefry-2x32-20, the counter-based generator of Salmon et al., "Parallel random numbers: as easy
 * as 1, 2, 3" (2011), and the draws built on it. The kernels compute the same integers, so a stream
 * has the same values on every device.
 */

const parityConstant = 0x1bd11bda;

/**
 * Rotations of eight consecutive rounds; the sequence repeats. The key is added after every fourth
 * round.
 */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * One block: 64 random bits that depend only on the four arguments. All arguments and both results
 * are u32; larger arguments are taken modulo 2^32.
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): [number, number] {
  const keys = [key0, key1, key0 ^ key1 ^ parityConstant];
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    for (let round = 0; round < 4; round++) {
      const rotation = rotations[(group & 1) * 4 + round] as number;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    }
    x0 = (x0 + (keys[(group + 1) % 3] as number)) | 0;
    x1 = (x1 + (keys[(group + 2) % 3] as number) + group + 1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}

/**
 * Converts one u32 to a uniform draw from the open interval (0, 1). The grid of 2^-23 is exact in
 * float32, so kernels and the CPU get the same value.
 */
export function uniform01(bits: number): number {
  return ((bits >>> 9) + 0.5) * 2 ** -23;
}

/**
 * A uniformly distributed whole number in [0, bound). Rejection sampling: words above the last
 * multiple of `bound` are drawn again, so low results are not favoured.
 *
 * @param bound From 1 to 2^32.
 * @param nextWord Returns a new random u32 at each call.
 */
export function integerBelow(bound: number, nextWord: () => number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  let word = nextWord();
  while (word >= limit) word = nextWord();
  return word % bound;
}

/**
 * Converts two u32 to two independent standard normal draws by the Box-Muller transform in float64.
 * The angle is in [-pi, pi], because WGSL guarantees the accuracy of `cos` only there; the host
 * uses the same formula to get the same draws.
 */
export function normalPair(bits0: number, bits1: number): [number, number] {
  const radius = Math.sqrt(Math.max(0, -2 * Math.log(uniform01(bits0))));
  const angle = 2 * Math.PI * (uniform01(bits1) - 0.5);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
