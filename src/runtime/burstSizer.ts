/** Maximum time for which one burst should occupy the adapter, in milliseconds. */
const TARGET_MS = { hardware: 10, software: 700 } as const;

/** Assumed floating-point operations per second before the first measurement; a low estimate. */
const ASSUMED_FLOPS = { hardware: 1e11, software: 5e8 } as const;

/** The size of a burst and of its submits. */
export interface BurstSize {
  readonly steps: number;
  /** Number of submits to spread the burst over, if one would occupy the adapter for too long. */
  readonly submits: number;
}

/**
 * Chooses the number of steps per burst from the duration of earlier bursts: short enough to keep a
 * page responsive and to avoid GPU watchdogs, long enough to make the cost of a submit negligible.
 * Affects time only, never results.
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
   * @param max maximum steps per burst
   * @param software true if the adapter runs on the CPU
   * @param maxSubmitMs maximum duration of a submit
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

  /** @param flops of one step; used to estimate its time before the first measurement */
  next(flops: number): BurstSize {
    const perStep = this.#perStep ?? (1000 * flops) / this.#assumed;
    const steps = this.#fixed ?? this.#size;
    return { steps, submits: Math.max(1, Math.ceil((steps * perStep) / this.#longest)) };
  }

  /** Duration of the last burst. Before the first measurement, the maximum duration of a submit. */
  get burstMs(): number {
    return this.#burstMs;
  }

  /** Call when a burst is submitted. Call the returned function when its results have arrived. */
  start(steps: number): () => void {
    const submitted = performance.now();
    return () => {
      const now = performance.now();
      this.#burstMs = now - Math.max(submitted, this.#lastDone);
      const perStep = this.#burstMs / steps;
      this.#perStep = perStep;
      this.#lastDone = now;
      const wanted = Math.floor(this.#target / Math.max(perStep, 1e-3));
      // At most doubles: one unusually short measurement must not lead to a burst of seconds.
      this.#size = Math.max(1, Math.min(wanted, 2 * this.#size, this.#max));
    };
  }
}
