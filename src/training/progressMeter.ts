import type { Losses } from '../inference/losses.ts';
import type { RowRange } from '../runtime/bursts.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import type { FitOptions, Progress } from './fit.ts';

/** Turns finished batches into progress: where training stands, how fast it goes. */
export class ProgressMeter {
  readonly #rows: number;
  readonly #batchSize: number;
  readonly #totalRows: number;
  readonly #firstRow: number;
  readonly #epoch: number;
  #started: number | undefined;
  #done = 0;

  constructor(rows: number, batchSize: number, state: TrainingState, options: FitOptions) {
    this.#rows = rows;
    this.#batchSize = batchSize;
    this.#firstRow = state.row;
    this.#epoch = state.epoch;
    this.#totalRows = Math.min(
      (options.epochs ?? Infinity) * rows - state.row,
      (options.steps ?? Infinity) * batchSize,
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

  report(batches: readonly RowRange[], losses: Losses): Progress {
    this.#done += batches.reduce((sum, { rows }) => sum + rows, 0);
    const position = this.#firstRow + this.#done;
    const { imagesPerSecond } = this;
    // Rows that ended an epoch still belong to it.
    const epochsDone = Math.ceil(position / this.#rows) - 1;
    return {
      ...losses,
      epoch: this.#epoch + epochsDone + 1,
      step: Math.ceil((position - epochsDone * this.#rows) / this.#batchSize),
      stepsInEpoch: Math.ceil(this.#rows / this.#batchSize),
      imagesPerSecond,
      secondsLeft: Math.max(0, this.#totalRows - this.#done) / imagesPerSecond,
    };
  }
}
