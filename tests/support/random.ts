import { normalPair, threefry2x32, uniform01 } from '../../src/random/threefry.ts';

/** Reproducible test data: each instance is a separate stream. */
export class TestRandom {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  #words(): [number, number] {
    this.#count += 1;
    return threefry2x32(this.#seed, 0x7e57, 0, this.#count);
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
