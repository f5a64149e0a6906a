import type { Figures } from 'webgpu-vae/worker';

/** Figures of a model by name, such as its losses, at a place of the run. */
export interface LossPoint extends Figures {
  /** Epochs since the model was made, with their fractions. */
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

/** The mean figures, at the last of the places. */
function mean(points: readonly LossPoint[]): LossPoint {
  const names = Object.keys(points[0] ?? {});
  const average = (name: string) =>
    points.reduce((sum, point) => sum + (point[name] ?? Number.NaN), 0) / points.length;
  const figures = Object.fromEntries(names.map((name) => [name, average(name)]));
  return { ...figures, epoch: points.at(-1)?.epoch ?? 0 };
}

function pairs<T>(values: readonly T[]): T[][] {
  return values.flatMap((value, i) => (i % 2 ? [] : [[value, ...values.slice(i + 1, i + 2)]]));
}
