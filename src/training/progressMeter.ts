import type { EpochRows } from '../data/samplers/kind.ts';
import type { LossMeter } from '../inference/losses.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import type { FitOptions, Progress } from './fit.ts';

/** Position of training within an epoch. */
export type EpochPosition = Pick<Progress, 'epoch' | 'step' | 'stepsInEpoch'>;

/** Computes progress reports from finished batches: position and speed. */
export class ProgressMeter {
  readonly #totalRows: number;
  #started: number | undefined;
  #done = 0;

  /**
   * @param rows of the epoch in which training begins; later epochs are assumed to have the same
   * size
   */
  constructor({ order, batches }: EpochRows, state: TrainingState, options: FitOptions) {
    const rows = order.length;
    this.#totalRows = Math.min(
      (options.epochs ?? Infinity) * rows - state.row,
      ((options.steps ?? Infinity) * rows) / batches(0).length,
    );
  }

  /** Call just before the first burst is submitted: compile time does not count. */
  start(): void {
    this.#started ??= performance.now();
  }

  /** Excludes time that was not spent on training. */
  pause(milliseconds: number): void {
    if (this.#started !== undefined) this.#started += milliseconds;
  }

  get imagesPerSecond(): number {
    if (this.#started === undefined) return 0;
    const seconds = (performance.now() - this.#started) / 1000;
    return seconds > 0 ? this.#done / seconds : 0;
  }

  /** @param losses of the batches finished since the last report */
  report(losses: LossMeter, position: EpochPosition): Progress {
    this.#done += losses.rows;
    const { imagesPerSecond } = this;
    return {
      ...losses.mean(),
      ...position,
      imagesPerSecond,
      secondsLeft: Math.max(0, this.#totalRows - this.#done) / imagesPerSecond,
    };
  }
}
