import type { RowRange } from '../data/batches.ts';
import type { EpochRows } from '../data/samplers/kind.ts';
import { type FigureNames, LossMeter } from '../inference/losses.ts';
import type { BurstListener } from '../runtime/bursts.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import { type CallbackError, Callbacks } from './callbacks.ts';
import type { EpochReport, FitOptions } from './fit.ts';
import { type EpochPosition, ProgressMeter } from './progressMeter.ts';

/** Losses of the current epoch, and its start time. */
interface EpochMeter {
  readonly losses: LossMeter;
  readonly started: number;
}

/** Collects the losses of a call of `fit` and reports each step and each epoch once. */
export class FitReports {
  readonly #names: FigureNames;
  readonly #options: FitOptions;
  readonly #progress: ProgressMeter;
  readonly #callbacks = new Callbacks();
  readonly #epochs: EpochReport[] = [];
  /** By the number of epochs finished before. */
  readonly #meters = new Map<number, EpochMeter>();
  #reportedStep: number;

  /**
   * @param names of the figures
   * @param rows of the epoch in which training begins
   * @param state at the start of the call
   */
  constructor(names: FigureNames, rows: EpochRows, state: TrainingState, options: FitOptions) {
    this.#names = names;
    this.#options = options;
    this.#progress = new ProgressMeter(rows, state, options);
    this.#reportedStep = state.step;
  }

  /** The epochs reported so far. */
  get epochs(): readonly EpochReport[] {
    return this.#epochs;
  }

  get imagesPerSecond(): number {
    return this.#progress.imagesPerSecond;
  }

  /** The first error that a callback threw. */
  get failure(): CallbackError | undefined {
    return this.#callbacks.failure;
  }

  /** Call just before the first burst is submitted: compile time does not count. */
  start(): void {
    this.#progress.start();
  }

  /**
   * Returns a listener for the results of bursts. After a lost device, repeated steps that were
   * already reported are left out.
   * @param epoch number of epochs finished before the current one
   * @param step number of steps taken before these bursts
   * @param stepsInEpoch steps of the whole epoch
   * @param stepsLeft remaining steps of the epoch
   */
  listen(
    { epoch, step }: Pick<TrainingState, 'epoch' | 'step'>,
    stepsInEpoch: number,
    stepsLeft: number,
  ): BurstListener {
    const meter = this.#meters.get(epoch) ?? {
      losses: new LossMeter(this.#names),
      started: performance.now(),
    };
    this.#meters.set(epoch, meter);
    let last = step;
    return (done, sums) => {
      const first = last + 1;
      last += done.length;
      const known = Math.max(0, this.#reportedStep + 1 - first);
      const fresh = done.slice(known);
      this.#reportedStep = Math.max(this.#reportedStep, last);
      const position = {
        epoch: epoch + 1,
        step: stepsInEpoch - stepsLeft + last - step,
        stepsInEpoch,
      };
      const results = { batches: fresh, sums: sums.slice(done.length - fresh.length) };
      this.#report(first + known, results, meter.losses, position);
    };
  }

  /** @param firstStep number of the first batch's step, from 1 */
  #report(
    firstStep: number,
    { batches, sums }: { batches: readonly RowRange[]; sums: readonly (readonly number[])[] },
    epochLosses: LossMeter,
    position: EpochPosition,
  ): void {
    const losses = new LossMeter(this.#names);
    for (const [i, { rows }] of batches.entries()) {
      losses.add(rows, sums[i] ?? [], firstStep + i);
      epochLosses.add(rows, sums[i] ?? [], firstStep + i);
    }
    // Without rows there is no mean: every batch so far may have been empty.
    if (losses.rows === 0) return;
    // Computed before the callback is called: the speed in the history counts these rows even
    // without a listener.
    const progress = this.#progress.report(losses, position);
    this.#callbacks.tell(this.#options.onProgress, progress);
  }

  /**
   * The report of an epoch that has just ended, without its evaluation. Undefined if it was already
   * reported, or if this call trained no part of it.
   * @param epoch from 1
   */
  endedEpoch(epoch: number): EpochReport | undefined {
    const meter = this.#meters.get(epoch - 1);
    if (!meter || meter.losses.rows === 0) return undefined;
    if (this.#epochs.some((report) => report.epoch === epoch)) return undefined;
    const seconds = (performance.now() - meter.started) / 1000;
    return { epoch, train: meter.losses.mean(), seconds };
  }

  /**
   * Reports an epoch.
   * @returns false if `onEpoch` asked to end training
   */
  async tellEpoch(report: EpochReport): Promise<boolean> {
    this.#epochs.push(report);
    return (await this.#callbacks.ask(this.#options.onEpoch, report)) !== false;
  }

  /** Excludes time that was not spent on training. */
  pause(milliseconds: number): void {
    this.#progress.pause(milliseconds);
  }
}
