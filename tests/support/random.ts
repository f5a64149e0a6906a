import { normalPair, threefry2x32, uniform01 } from '../../src/random/threefry.ts';

/** Reproducible test data: each instance is a separate stream. */
export class TestRandom {
  readonly #seedNow: () => number;
  #seed: number;
  #count = 0;

  /** @param seed a function is asked before each draw, and the stream begins anew where its seed changes */
  constructor(seed: number | (() => number)) {
    this.#seedNow = typeof seed === 'number' ? () => seed : seed;
    this.#seed = this.#seedNow();
  }

  #words(): [number, number] {
    const seed = this.#seedNow();
    if (seed !== this.#seed) this.#count = 0;
    this.#seed = seed;
    this.#count += 1;
    return threefry2x32(seed, 0x7e57, 0, this.#count);
  }

  /** A whole number in [0, bound). */
  below(bound: number): number {
    return this.#words()[0] % bound;
  }

  /** f32 values in (low, high), kept as f64. */
  uniform(count: number, low: number, high: number): Float64Array {
    return Float64Array.from({ length: count }, () =>
      Math.fround(low + (high - low) * uniform01(this.#words()[0])),
    );
  }

  /** f32 standard normals, kept as f64. */
  normal(count: number): Float64Array {
    return Float64Array.from({ length: count }, () => Math.fround(normalPair(...this.#words())[0]));
  }

  /** Whole numbers in [0, bound), kept as f64. */
  integers(count: number, bound: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.below(bound));
  }
}
