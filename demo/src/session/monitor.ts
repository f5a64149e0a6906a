import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { EpochReport, Progress } from 'webgpu-vae/worker';
import { LossCurve, type LossPoint } from './lossCurve.ts';
import { throttle } from './throttle.ts';

/** Milliseconds between two updates of figures and curves. */
const PUBLISH_MS = 100;
/** Minimum time in milliseconds between two glimpses of a model in training. */
const LOOK_MS = 400;
/** Glimpses take at most 1 / LOOK_SHARE of the time. */
const LOOK_SHARE = 3;

/** The losses so far, at a bounded number of points. */
export interface Curve {
  readonly train: readonly LossPoint[];
  readonly test: readonly LossPoint[];
}

const NO_CURVE: Curve = { train: [], test: [] };

/** Observations of a run: its losses, its speed, and glimpses `G` of the model. */
export class Monitor<G> {
  readonly #progress = signal<Progress | undefined>(undefined);
  readonly #curve = signal<Curve>(NO_CURVE);
  readonly #glimpse = signal<G | undefined>(undefined);
  readonly #publish = throttle(PUBLISH_MS, () => this.show());
  #losses = new LossCurve();
  #latest: Progress | undefined;

  /** The last report of training; undefined before the first. */
  get progress(): ReadonlySignal<Progress | undefined> {
    return this.#progress;
  }

  get curve(): ReadonlySignal<Curve> {
    return this.#curve;
  }

  /** The last glimpse of the model; a new object each time. */
  get glimpse(): ReadonlySignal<G | undefined> {
    return this.#glimpse;
  }

  clear(): void {
    this.#losses = new LossCurve();
    this.#latest = undefined;
    batch(() => {
      this.show();
      this.#glimpse.value = undefined;
    });
  }

  onProgress(progress: Progress): void {
    const { epoch, step, stepsInEpoch, imagesPerSecond: _, secondsLeft: __, ...figures } = progress;
    this.#losses.addTrain({ ...figures, epoch: epoch - 1 + step / stepsInEpoch });
    this.#latest = progress;
    this.#publish();
  }

  onEpoch({ epoch, test }: EpochReport): void {
    if (test) this.#losses.addTest({ ...test, epoch });
    this.#publish();
  }

  /**
   * Takes one glimpse of the model.
   * @param life results that arrive after its end are dropped
   */
  async look(take: () => Promise<G>, life: AbortSignal): Promise<void> {
    const glimpse = await take();
    if (!life.aborted) this.#glimpse.value = glimpse;
  }

  /** Takes glimpses of the model repeatedly until `ended`, and a last one after that. */
  async watch(take: () => Promise<G>, ended: AbortSignal, life: AbortSignal): Promise<void> {
    for (;;) {
      const last = ended.aborted;
      const began = performance.now();
      await this.look(take, life);
      if (last || life.aborted) return;
      const took = performance.now() - began;
      await pause(Math.max(LOOK_MS, took * (LOOK_SHARE - 1)), ended);
    }
  }

  /** Publishes all reports. While reports arrive this also happens automatically at intervals. */
  show(): void {
    const { train, test } = this.#losses;
    batch(() => {
      this.#progress.value = this.#latest;
      this.#curve.value = { train: [...train], test: [...test] };
    });
  }
}

/** Waits for this time, or until `ended`. */
function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ended.aborted) return resolve();
    setTimeout(resolve, milliseconds);
    ended.addEventListener('abort', () => resolve(), { once: true });
  });
}
