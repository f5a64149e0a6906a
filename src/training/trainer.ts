import type { Dataset } from '../data/dataset.ts';
import { DeviceLostError, ShapeError } from '../errors.ts';
import { evaluate } from '../inference/evaluator.ts';
import { type Losses, LossMeter } from '../inference/losses.ts';
import type { StepScalars } from '../kernels/step.ts';
import { BurstSizer } from '../runtime/burstSizer.ts';
import { MAX_BURST, NonFiniteStep, type RowRange, runBursts } from '../runtime/bursts.ts';
import type { Engine } from '../runtime/engine.ts';
import type { Session } from '../runtime/session.ts';
import type { TrainingState } from '../runtime/trainingState.ts';
import { findBadTensor } from './badStep.ts';
import { assertBatch } from './dataChecks.ts';
import type { FitOptions, History, StepReport } from './fit.ts';
import type { FitData } from './fitData.ts';
import { type BurstOptions, type FitContext, FitRun } from './fitRun.ts';
import type { RunOptions, TrainingOptions } from './options.ts';
import { trainingScalars } from './stepScalars.ts';
import { openStepSession, type StepSession } from './stepSession.ts';

/** Runs training steps over a model's store and keeps count of them. */
export class Trainer implements FitContext {
  readonly engine: Engine;
  readonly options: TrainingOptions;
  readonly run: RunOptions;
  readonly #trainingSizer: BurstSizer;
  readonly #evaluationSizer: BurstSizer;
  /** The step of which the caller was last told that the state stands there. */
  #toldStep: number;
  #dispatchesPerStep = 0;
  #steps = 0;
  #submits = 0;

  constructor(engine: Engine, options: TrainingOptions, run: RunOptions) {
    this.engine = engine;
    this.options = options;
    this.run = run;
    this.#toldStep = engine.state.step;
    const { software } = engine.gpu.adapter;
    this.#trainingSizer = new BurstSizer(run.burst, MAX_BURST, software, run.maxSubmitMs);
    this.#evaluationSizer = new BurstSizer(run.burst, MAX_BURST, software, run.maxSubmitMs);
  }

  get state(): TrainingState {
    return this.engine.state;
  }

  /** Dispatches of one training step and steps of one submit, as run so far. */
  get statistics(): { dispatchesPerStep: number; stepsPerSubmit: number } {
    return {
      dispatchesPerStep: this.#dispatchesPerStep,
      stepsPerSubmit: this.#submits > 0 ? this.#steps / this.#submits : 0,
    };
  }

  async fit(data: FitData, options: FitOptions): Promise<History> {
    assertBatch(data.dataset, this.options);
    await this.engine.ready();
    this.assertKept();
    try {
      return await new FitRun(this, data, options).run();
    } finally {
      this.#toldStep = this.state.step;
    }
  }

  /**
   * One step on a batch of the caller's.
   * @param noise standard normals `[rows · samples, latent]` to use in place of drawn ones
   * @throws DeviceLostError naming the step to which the state fell back
   * @throws NumericsError if the step met NaN or infinity; it is not applied
   */
  async step(batch: Dataset, noise?: Float32Array): Promise<StepReport> {
    const { engine, options } = this;
    if (batch.rows > options.batchSize) {
      throw new ShapeError(
        `a step takes at most ${options.batchSize} rows (batchSize), got ${batch.rows}`,
      );
    }
    const padded = noise && this.#padNoise(noise, batch.rows);
    await engine.ready();
    this.assertKept();
    const { live } = engine;
    const { dtype } = batch;
    const open = (): Promise<StepSession> =>
      openStepSession(engine, options, dtype, noise !== undefined);
    const purpose = noise ? (`step ${dtype} with noise` as const) : (`step ${dtype}` as const);
    const run = (session: StepSession): Promise<StepReport> => {
      session.feed.attach(batch);
      if (padded) session.noise?.write(padded);
      return this.#step(session, batch);
    };
    const report = await engine.sessions
      .use({ live, purpose, sizes: '', open, run })
      .catch(async (error) => {
        await engine.recover(error, live);
        throw this.#stepsLost(error);
      });
    this.#toldStep = report.step;
    return report;
  }

  /**
   * Steps on batches of the caller's cannot be repeated from a snapshot, so the caller has to know.
   * @throws DeviceLostError if the state fell back behind the step he was last told
   */
  assertKept(): void {
    if (this.state.step < this.#toldStep) throw this.#stepsLost();
  }

  async #step(session: StepSession, { rows, dtype }: Dataset): Promise<StepReport> {
    const { engine } = this;
    const { store, state } = engine.live;
    const before = { ...state };
    const meter = new LossMeter();
    await store.keepShadow();
    try {
      await this.train(session, [{ first: 0, rows }], {
        onBurst: (_, [sums]) => meter.add(rows, sums ?? []),
      });
    } catch (error) {
      if (!(error instanceof NonFiniteStep)) throw error;
      store.restoreShadow();
      Object.assign(state, before);
      const dataRows = session.feed.rows;
      const plan = session.record({ rows: this.options.batchSize, dataRows, dtype, ring: 1 });
      throw await findBadTensor(engine, plan, session.inputs, this.scalars(error.step, rows));
    }
    return { step: state.step, ...meter.mean() };
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

  /** The loss of a data set under the current parameters, on the device at hand. */
  evaluate(dataset: Dataset, signal?: AbortSignal): Promise<Losses> {
    return evaluate(this.engine, dataset, {
      signal,
      seed: this.options.seed,
      resident: this.run.resident,
      sizer: this.#evaluationSizer,
    });
  }

  /** Trains on batches of a session in bursts, counting steps and taking snapshots. */
  async train(
    session: Session,
    batches: readonly RowRange[],
    { epochRows, signal, onBurst }: BurstOptions,
  ): Promise<void> {
    const { state } = this.engine.live;
    this.#dispatchesPerStep = session.executable.plan.step.length;
    // A schedule that fails must do so before steps are counted that then do not run.
    for (const [i, { rows }] of batches.entries()) this.scalars(state.step + 1 + i, rows);
    return runBursts({
      ...session,
      batches,
      signal,
      sizer: this.#trainingSizer,
      scalars: ({ rows }) => {
        state.step += 1;
        if (epochRows !== undefined) advance(state, rows, epochRows);
        return this.scalars(state.step, rows);
      },
      onSubmit: () => this.engine.snapshots.takeEvery(this.run.snapshotSteps),
      onBurst: (done, sums) => {
        this.#submits += 1;
        this.#steps += done.length;
        onBurst(done, sums);
      },
    });
  }

  /** The step scalars of a step on `rows` rows. */
  scalars(step: number, rows: number): StepScalars {
    return trainingScalars(step, rows, this.options);
  }

  /** Noise for a whole batch: the samples of an example are adjacent, so its rows come first. */
  #padNoise(noise: Float32Array, rows: number): Float32Array {
    const { latent } = this.engine.model.config;
    const { batchSize, samples } = this.options;
    const drawn = rows * samples;
    if (noise.length !== drawn * latent) {
      const each = samples > 1 ? ` (${samples} samples for each of ${rows} rows)` : '';
      throw new ShapeError(
        `noise must be [${drawn}, ${latent}]${each}, ${drawn * latent} values, got ${noise.length}`,
      );
    }
    const padded = new Float32Array(batchSize * samples * latent);
    padded.set(noise);
    return padded;
  }
}

/** Moves the position by the rows of a batch, and to the next epoch with the last of them. */
function advance(state: TrainingState, rows: number, epochRows: number): void {
  state.row += rows;
  if (state.row < epochRows) return;
  state.row = 0;
  state.epoch += 1;
}
