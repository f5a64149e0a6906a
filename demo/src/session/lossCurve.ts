import type { Losses } from 'webgpu-vae/worker';

/** Losses at a point of the run. */
export interface LossPoint extends Pick<Losses, 'elbo' | 'reconstruction' | 'kl'> {
  /** Epochs since the model was created, including fractions. */
  readonly epoch: number;
}

/** Maximum number of stored points of the training loss; beyond it, neighbours are merged. */
const MOST_POINTS = 1024;

/**
 * The losses of a run. Training losses are stored at a bounded number of points, each the mean of
 * several consecutive reports; this number doubles when there are too many points. Losses of the
 * test images are stored after every epoch.
 */
export class LossCurve {
  #train: LossPoint[] = [];
  #test: LossPoint[] = [];
  /** Number of reports per point. */
  #stretch = 1;
  #pending: LossPoint[] = [];

  /** Losses of training since the last report. */
  addTrain(point: LossPoint): void {
    this.#pending.push(point);
    if (this.#pending.length < this.#stretch) return;
    this.#train.push(mean(this.#pending));
    this.#pending = [];
    if (this.#train.length < MOST_POINTS) return;
    this.#train = pairs(this.#train).map(mean);
    this.#stretch *= 2;
  }

  /** Losses of the test images after an epoch. */
  addTest(point: LossPoint): void {
    this.#test.push(point);
  }

  get train(): readonly LossPoint[] {
    return this.#train;
  }

  get test(): readonly LossPoint[] {
    return this.#test;
  }
}

/** The mean losses, at the position of the last point. */
function mean(points: readonly LossPoint[]): LossPoint {
  const average = (of: (point: LossPoint) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return {
    epoch: points.at(-1)?.epoch ?? 0,
    elbo: average(({ elbo }) => elbo),
    reconstruction: average(({ reconstruction }) => reconstruction),
    kl: average(({ kl }) => kl),
  };
}

function pairs<T>(values: readonly T[]): T[][] {
  return values.flatMap((value, i) => (i % 2 ? [] : [[value, ...values.slice(i + 1, i + 2)]]));
}
