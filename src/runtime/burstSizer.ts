/** Longest time one burst should hold the adapter, in milliseconds. */
const TARGET_MS = { hardware: 10, software: 700 } as const;

/** Floating-point operations a second to assume before anything was measured; rather too few. */
const ASSUMED_FLOPS = { hardware: 1e11, software: 5e8 } as const;

/** How a burst is to be submitted. */
export interface BurstSize {
  readonly steps: number;
  /** Submits over which to spread it, where one would hold the adapter too long. */
  readonly submits: number;
}

/**
 * Chooses how many steps go into one submit from how long earlier bursts took: short
 * enough that a page stays smooth and no watchdog bites, long enough that submitting
 * costs nothing. Affects time only, never results.
 */
export class BurstSizer {
  readonly #fixed: number | undefined;
  readonly #max: number;
  readonly #target: number;
  readonly #longest: number;
  readonly #assumed: number;
  #perStep: number | undefined;
  #size = 1;
  #lastDone = 0;
  #burstMs: number;

  /**
   * @param burst a fixed number of steps, or `auto`
   * @param max most steps in one burst
   * @param software whether a CPU stands in for the GPU
   * @param maxSubmitMs what no submit should exceed
   */
  constructor(burst: number | 'auto', max: number, software: boolean, maxSubmitMs: number) {
    const kind = software ? 'software' : 'hardware';
    this.#fixed = burst === 'auto' ? undefined : burst;
    this.#max = max;
    this.#target = Math.min(TARGET_MS[kind], maxSubmitMs);
    this.#longest = maxSubmitMs;
    this.#burstMs = maxSubmitMs;
    this.#assumed = ASSUMED_FLOPS[kind];
  }

  /** @param flops of one step, from which its time is guessed before it has been measured */
  next(flops: number): BurstSize {
    const perStep = this.#perStep ?? (1000 * flops) / this.#assumed;
    const steps = this.#fixed ?? this.#size;
    return { steps, submits: Math.max(1, Math.ceil((steps * perStep) / this.#longest)) };
  }

  /** How long the last burst took; the longest that a submit should, before any was measured. */
  get burstMs(): number {
    return this.#burstMs;
  }

  /** Call when a burst is submitted, and what it returns when its results have arrived. */
  start(steps: number): () => void {
    const submitted = performance.now();
    return () => {
      const now = performance.now();
      this.#burstMs = now - Math.max(submitted, this.#lastDone);
      const perStep = this.#burstMs / steps;
      this.#perStep = perStep;
      this.#lastDone = now;
      const wanted = Math.floor(this.#target / Math.max(perStep, 1e-3));
      // At most doubling: one lucky measurement must not make a burst of seconds.
      this.#size = Math.max(1, Math.min(wanted, 2 * this.#size, this.#max));
    };
  }
}
