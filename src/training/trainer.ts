import { type Batch, endOf, type RowRange } from '../data/batches.ts';
import { expectedDtypes } from '../data/field.ts';
import type { EpochRows } from '../data/samplers/kind.ts';
import type { Table } from '../data/table.ts';
import { DeviceLostError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { FigureNames, Losses } from '../inference/losses.ts';
import type { StepScalars } from '../kernels/step.ts';
import { BurstSizer } from '../runtime/burstSizer.ts';
import { runBursts } from '../runtime/bursts.ts';
import type { Engine } from '../runtime/engine.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import type { Session } from '../runtime/session.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import { noticeOfData } from './dataNotice.ts';
import type { FitOptions, History, StepReport } from './fit.ts';
import { assertBatch, resolveFit } from './fitData.ts';
import { type BurstOptions, type FitContext, FitRun } from './fitRun.ts';
import type { RunOptions, TrainingOptions } from './options.ts';
import { privateTraining } from './privacy.ts';
import type { PrivacySpent } from './privacyOptions.ts';
import type { PrivateRun } from './private/privateRun.ts';
import { recordTraining, type TrainingProgram } from './recordTraining.ts';
import { trainingScalars } from './stepScalars.ts';

/** Runs training steps on a model's store and counts them. */
export class Trainer implements FitContext {
  readonly engine: Engine;
  readonly options: TrainingOptions;
  readonly run: RunOptions;
  readonly #trainingSizer: BurstSizer;
  readonly #evaluationSizer: BurstSizer;
  /** The last step that was reported to the caller. */
  #toldStep: number;
  #dispatchesPerStep = 0;
  #steps = 0;
  #submits = 0;
  /** A training step recorded without data. It gives the weights, targets, terms and updates. */
  #recorded: TrainingProgram | undefined;
  /** The call of `fit` with a budget of privacy, if the options have one. */
  #private: PrivateRun | undefined;

  constructor(engine: Engine, options: TrainingOptions, run: RunOptions) {
    this.engine = engine;
    this.options = options;
    this.run = run;
    this.#toldStep = engine.state.step;
    const { software } = engine.gpu.adapter;
    this.#trainingSizer = new BurstSizer(run.burst, MAX_BURST, software, run.maxSubmitMs);
    this.#evaluationSizer = new BurstSizer(run.burst, MAX_BURST, software, run.maxSubmitMs);
  }

  get #program(): TrainingProgram {
    const { model } = this.engine;
    const { batchSize: rows } = this.options;
    const dtypes = expectedDtypes(model.fields, undefined);
    this.#recorded ??= recordTraining(
      model,
      { rows, dataRows: rows, dtypes, ring: 1 },
      this.options,
      this.run,
    );
    return this.#recorded;
  }

  get names(): FigureNames {
    return { figures: this.engine.model.figures, terms: this.#program.terms };
  }

  get state(): TrainingState {
    return this.engine.state;
  }

  /** Dispatches per training step and mean number of steps per submit, so far. */
  get statistics(): { dispatchesPerStep: number; stepsPerSubmit: number } {
    return {
      dispatchesPerStep: this.#dispatchesPerStep,
      stepsPerSubmit: this.#submits > 0 ? this.#steps / this.#submits : 0,
    };
  }

  /** Compiles the pipelines for training on data of an element type. */
  async prepare(dtype?: DType): Promise<void> {
    const { prepareTraining } = await import('./prepareTraining.ts');
    return prepareTraining(this, dtype);
  }

  /** @throws ConfigError for an option out of range, or data of less than one batch */
  async fit(table: Table, validation: Table | undefined, options: FitOptions): Promise<History> {
    const { watched } = this.engine.model;
    const data = await resolveFit(table, validation, options, { ...this.options, watched });
    assertBatch(data.train, this.options);
    const notice = await noticeOfData(data.train, this.engine.model.fields);
    if (notice) this.engine.notify(notice);
    await this.engine.ready();
    this.assertKept();
    try {
      return await new FitRun(this, data, options).run();
    } finally {
      this.#toldStep = this.state.step;
    }
  }

  /**
   * Runs one step on a batch given by the caller.
   * @param noise standard normals to use instead of drawn ones, for each sampling site: `[rows ·
   *   samples, latent]`
   * @throws DeviceLostError naming the step to which the state fell back
   * @throws NumericsError if the step produced NaN or infinity; it is not applied
   */
  async step(batch: Table, noise?: readonly Float32Array[]): Promise<StepReport> {
    const { engine, options } = this;
    if (batch.rows > options.batchSize) {
      throw new ShapeError(
        `a step takes at most ${options.batchSize} rows (batchSize), got ${batch.rows}`,
      );
    }
    const { singleStep } = await import('./singleStep.ts');
    await engine.ready();
    this.assertKept();
    const { live } = engine;
    const report = await singleStep(this, live, batch, noise).catch(async (error) => {
      await engine.recover(error, live);
      throw this.#stepsLost(error);
    });
    this.#toldStep = report.step;
    return report;
  }

  /**
   * Steps on batches given by the caller cannot be repeated from a snapshot, so the caller must be
   * told about lost steps.
   * @throws DeviceLostError if the state is at an earlier step than the last one reported to the
   * caller
   */
  assertKept(): void {
    if (this.state.step < this.#toldStep) throw this.#stepsLost();
  }

  #stepsLost(cause?: unknown): DeviceLostError {
    const { step } = this.state;
    const done = this.#toldStep;
    this.#toldStep = step;
    return new DeviceLostError(
      `the GPU device was lost after step ${done}; a new one stands at step ${step}: give the ` +
        'batches from there again',
      { step, cause },
    );
  }

  /** The losses of a data set with the current parameters, on the current device. */
  async evaluate(data: Table, signal?: AbortSignal): Promise<Losses> {
    const { evaluate } = await import('./validation.ts');
    return evaluate(this.engine, data, {
      signal,
      seed: this.options.seed,
      options: { ...this.options },
      resident: this.run.resident,
      sizer: this.#evaluationSizer,
    });
  }

  countPrivacy(data: Table, rows: EpochRows, options: FitOptions): void {
    if (!this.options.privacy) return;
    this.#private = privateTraining.get().privateRun(this, data, rows, options);
  }

  get privacySpent(): PrivacySpent | undefined {
    return this.#private?.spent(this.state);
  }

  /** Trains on batches of a session in bursts, counts steps and takes snapshots. */
  async train(
    session: Session,
    batches: readonly Batch[],
    { places, signal, onBurst }: BurstOptions,
  ): Promise<void> {
    const { state } = this.engine.live;
    this.#dispatchesPerStep = session.executable.plan.step.length;
    // Evaluates schedules first: a failing schedule must throw before steps are counted that never
    // run.
    for (const [i, { rows }] of batches.entries()) this.scalars(state.step + 1 + i, rows);
    return runBursts({
      ...session,
      batches,
      signal,
      sizer: this.#trainingSizer,
      scalars: (batch) => {
        state.step += 1;
        if (places !== undefined) advance(state, this.#placesOf(batch), places);
        this.#private?.spend(state);
        return this.scalars(state.step, batch.rows);
      },
      onSubmit: () => this.engine.snapshots.takeEvery(this.run.snapshotSteps),
      onBurst: (done, sums) => {
        this.#submits += 1;
        this.#steps += done.length;
        onBurst(done, sums);
      },
    });
  }

  /** Private batches have room for a whole batch each: a position does not tell how many rows one drew. */
  #placesOf({ first, rows }: RowRange): RowRange {
    const { privacy, batchSize } = this.options;
    return { first, rows: privacy ? batchSize : rows };
  }

  /** The step scalars for a batch of `rows` rows. */
  scalars(step: number, rows: number): StepScalars {
    const scalars = trainingScalars(step, rows, this.#program, this.options);
    return { ...scalars, ...this.#private?.scalars(step) };
  }
}

/** Moves the position to the end of a batch; after the last batch, to the next epoch. */
function advance(state: TrainingState, batch: RowRange, places: number): void {
  state.row = endOf(batch);
  if (state.row < places) return;
  state.row = 0;
  state.epoch += 1;
}
