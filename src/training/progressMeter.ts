import type { EpochRows } from '../data/samplers/kind.ts';
import type { LossMeter } from '../inference/losses.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import type { FitOptions, Progress } from './fit.ts';

/** Where training stands within an epoch. */
export type EpochPosition = Pick<Progress, 'epoch' | 'step' | 'stepsInEpoch'>;

/** Turns finished batches into progress: where training stands, how fast it goes. */
export class ProgressMeter {
  readonly #totalRows: number;
  #started: number | undefined;
  #done = 0;

  /** @param rows of the epoch that training begins in; others are taken to be like it */
  constructor({ order, batches }: EpochRows, state: TrainingState, options: FitOptions) {
    const rows = order.length;
    this.#totalRows = Math.min(
      (options.epochs ?? Infinity) * rows - state.row,
      ((options.steps ?? Infinity) * rows) / batches(0).length,
    );
  }

  /** Call when the first burst is about to be submitted: compiling does not count. */
  start(): void {
    this.#started ??= performance.now();
  }

  /** Leaves out time that was not spent training. */
  pause(milliseconds: number): void {
    if (this.#started !== undefined) this.#started += milliseconds;
  }

  get imagesPerSecond(): number {
    if (this.#started === undefined) return 0;
    const seconds = (performance.now() - this.#started) / 1000;
    return seconds > 0 ? this.#done / seconds : 0;
  }

  /** @param losses of the batches that were finished since the last report */
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
