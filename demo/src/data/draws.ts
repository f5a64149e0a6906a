/** Numbers from 0 to 1, both excluded, always the same for a seed. */
export function uniformDraws(seed: number): () => number {
  // Not 0, which mixing leaves as it is.
  let place = mixed(seed + 0x9e3779b9);
  return () => (mixed(place++) + 1) / (2 ** 32 + 1);
}

/**
 * Independent draws of N(0, 1), always the same for a seed. Source: Box & Muller, "A note on the generation
 * of random normal deviates", 1958.
 */
export function normalDraws(count: number, seed: number): Float32Array {
  const uniform = uniformDraws(seed);
  return Float32Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  });
}

/** Mixes the bits of a whole number. Source: the finalizer of Appleby, MurmurHash3. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
