import type { Batch } from '../data/batches.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { EpochRows } from '../data/samplers/kind.ts';
import { lengthsOf, orderPlaces, sampleEpoch } from '../data/samplers/sampler.ts';
import type { Table } from '../data/table.ts';
import { shapeKey } from '../data/tableKeys.ts';
import type { NumericsError } from '../errors.ts';
import { openFeed } from '../gpu/openFeed.ts';
import type { Figures, Losses } from '../inference/losses.ts';
import { type BurstListener, NonFiniteStep } from '../runtime/bursts.ts';
import { DeviceReplaced } from '../runtime/currentDevice.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { openSession, type Session } from '../runtime/session.ts';
import type { Snapshot } from '../runtime/snapshot.ts';
import { droppedSteps } from '../runtime/trainingState.ts';
import type { TrainingContext } from './context.ts';
import type { BestEpoch } from './earlyStopping.ts';
import type { FitOptions, History, StopReason } from './fit.ts';
import type { FitData } from './fitData.ts';
import { FitReports } from './fitReports.ts';
import type { PrivacySpent } from './privacyOptions.ts';
import { recordTraining, type TrainingProgram } from './recordTraining.ts';

/** Options for training on one series of batches. */
export interface BurstOptions {
  /** Length of the order that the batches index into. Omitted for batches given by the caller. */
  readonly places?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBurst: BurstListener;
}

/** The part of the trainer that a call of `fit` uses. */
export interface FitContext extends TrainingContext {
  /** Trains on batches of a session in bursts, counts steps and takes snapshots. */
  train(session: Session, batches: readonly Batch[], options: BurstOptions): Promise<void>;
  /** The losses of a data set with the current parameters, on the current device. */
  evaluate(data: Table, signal?: AbortSignal): Promise<Losses>;
  /**
   * Chooses the noise of a call with a budget of privacy.
   * @param rows of the epoch in which training begins
   * @throws ConfigError if the steps would spend more than is left
   */
  countPrivacy(data: Table, rows: EpochRows, options: FitOptions): void;
  /** The privacy spent so far, if there is a budget. */
  readonly privacySpent: PrivacySpent | undefined;
  /**
   * @throws DeviceLostError if the state is at an earlier step than the last one reported to the
   * caller
   */
  assertKept(): void;
}

/**
 * One call of `fit`. After a lost device it continues from the last snapshot and does not report
 * the repeated steps again.
 */
export class FitRun {
  readonly #context: FitContext;
  readonly #data: Table;
  readonly #validation: Table | undefined;
  readonly #options: FitOptions;
  readonly #lastEpoch: number;
  readonly #lastStep: number;
  readonly #reports: FitReports;
  readonly #best: BestEpoch | undefined;
  /** The rows of the most recently requested epoch. */
  #rows: { readonly epoch: number; readonly rows: EpochRows } | undefined;
  /** Set if training is to end after that epoch. */
  #end: { readonly epoch: number; readonly reason: StopReason } | undefined;

  constructor(context: FitContext, { train, validation, best }: FitData, options: FitOptions) {
    this.#context = context;
    this.#data = train;
    this.#validation = validation;
    this.#options = options;
    this.#best = best;
    this.#enterData();
    const { state } = context.engine;
    this.#lastEpoch = state.epoch + (options.epochs ?? Infinity);
    this.#lastStep = state.step + (options.steps ?? Infinity);
    const rows = this.#rowsOf(state.epoch);
    context.countPrivacy(train, rows, options);
    this.#reports = new FitReports(context.names, rows, state, options);
  }

  /**
   * @throws NumericsError if a step produced NaN or infinity
   * @throws DeviceLostError if the device was lost and could not be replaced
   */
  async run(): Promise<History> {
    const { engine } = this.#context;
    let badStep: number | undefined;
    let found: NumericsError | undefined;
    while (!found) {
      const { live } = engine;
      try {
        if (badStep === undefined) return await this.#train();
        found = await this.#explain(badStep);
      } catch (error) {
        const { failure } = this.#reports;
        if (failure) throw failure.cause;
        if (error instanceof NonFiniteStep) badStep = error.step;
        else await engine.recover(error, live);
        engine.snapshots.restore();
        this.#context.assertKept();
        this.#enterData();
      }
    }
    throw found;
  }

  /** Trains from the current state to the end. */
  async #train(): Promise<History> {
    const { snapshots } = this.#context.engine;
    await snapshots.take();
    await this.#withSession((session) =>
      this.#trainUntil(session, this.#lastStep, this.#options.signal),
    );
    await snapshots.take();
    const stopped = this.#stopped;
    if (stopped !== 'signal') this.#restoreBest();
    const { epochs, imagesPerSecond } = this.#reports;
    return { epochs, stopped, bestEpoch: this.#best?.epoch, imagesPerSecond };
  }

  /** A position past the end belongs to another, larger data set: start a new epoch. */
  #enterData(): void {
    const { state } = this.#context.engine;
    if (state.row < this.#rowsOf(state.epoch).order.length) return;
    Object.assign(state, { epoch: state.epoch + 1, row: 0 });
  }

  /** The reason why the call ended early; undefined if it finished its epochs or steps. */
  get #stopped(): StopReason | undefined {
    const { epoch, step } = this.#context.engine.state;
    if (epoch >= this.#lastEpoch || step >= this.#lastStep) return undefined;
    return this.#end?.reason ?? (this.#options.signal?.aborted ? 'signal' : undefined);
  }

  #restoreBest(): void {
    const { engine } = this.#context;
    const snapshot = this.#best?.snapshot;
    if (!snapshot || this.#options.earlyStopping?.restoreBest === false) return;
    if (snapshot.state.step === engine.state.step) return;
    // Later epochs helped to choose the best one: what they spent is spent.
    const { privacy } = engine.state;
    const state = { ...snapshot.state, ...(privacy && { privacy }) };
    engine.snapshots.rewind({ ...snapshot, state });
  }

  #withSession<T>(use: (session: Session) => Promise<T>): Promise<T> {
    const { engine, options, run } = this.#context;
    const { batchSize: rows } = options;
    const open = async (): Promise<Session> => {
      const feed = await openFeed(engine.gpu, this.#data, {
        batch: rows,
        burst: MAX_BURST,
        resident: run.resident,
        orderRows: orderPlaces(options.sampler, this.#data.rows, rows),
      });
      const record = (batch: BatchSource) => this.#record(batch);
      return openSession(engine, feed, rows, record, undefined, lengthsOf(options.sampler));
    };
    return engine.sessions.use({
      live: engine.live,
      purpose: 'fit',
      sizes: shapeKey(this.#data),
      open,
      run: (session) => {
        session.feed.attach(this.#data);
        return use(session);
      },
    });
  }

  #record(source: BatchSource): TrainingProgram {
    const { engine, options, run } = this.#context;
    return recordTraining(engine.model, source, options, run);
  }

  /** Trains epoch after epoch up to a step, the last epoch, or the signal. */
  async #trainUntil(session: Session, lastStep: number, signal?: AbortSignal): Promise<void> {
    const { engine } = this.#context;
    const { live } = engine;
    const { state } = live;
    this.#reports.start();
    // A device may be lost after the snapshot of an epoch's last step and before its report.
    if (state.row === 0) await this.#endEpoch(state.epoch);
    // Evaluated before every epoch, since `#endEpoch` may set an earlier end.
    const lastEpoch = (): number => this.#end?.epoch ?? this.#lastEpoch;
    while (state.epoch < lastEpoch() && state.step < lastStep && !signal?.aborted) {
      engine.assertLive();
      const { epoch } = state;
      const { order, batches: batchesFrom } = this.#rowsOf(epoch);
      const left = this.#batches(session);
      const onBurst = this.#reports.listen(state, batchesFrom(0).length, left.length);
      const batches = left.slice(0, lastStep - state.step);
      await this.#context.train(session, batches, { places: order.length, signal, onBurst });
      // Another call on the model may have noticed the lost device first and replaced it.
      engine.assertCurrent(live);
      if (state.epoch === epoch) return;
      await this.#endEpoch(epoch + 1);
      engine.assertCurrent(live);
    }
  }

  /** The remaining batches of the current epoch, in row order. */
  #batches(session: Session): Batch[] {
    const { state } = this.#context.engine;
    const rows = this.#rowsOf(state.epoch);
    session.feed.setOrder(rows.order);
    return rows.batches(state.row);
  }

  #rowsOf(epoch: number): EpochRows {
    if (this.#rows?.epoch !== epoch) {
      const { engine, options, run } = this.#context;
      const { sampler, batchSize, seed } = options;
      const { secret } = run;
      const dropped = droppedSteps(engine.state);
      const request = { table: this.#data, batchSize, seed, epoch, secret, dropped };
      this.#rows = { epoch, rows: sampleEpoch(sampler, request) };
    }
    return this.#rows.rows;
  }

  /** Evaluates and reports an epoch, and decides whether it is the last one. */
  async #endEpoch(epoch: number): Promise<void> {
    const ended = this.#reports.endedEpoch(epoch);
    if (!ended) return;
    const { signal } = this.#options;
    const began = performance.now();
    const test = this.#validation && (await this.#context.evaluate(this.#validation, signal));
    const whole = test && !signal?.aborted;
    if (whole) await this.#compareWithBest(epoch, test);
    const privacy = this.#context.privacySpent;
    const report = { ...ended, ...(whole && { test }), ...(privacy && { privacy }) };
    const goesOn = await this.#reports.tellEpoch(report);
    this.#reports.pause(performance.now() - began);
    if (!goesOn) this.#end = { epoch, reason: 'callback' };
  }

  async #compareWithBest(epoch: number, figures: Figures): Promise<void> {
    const best = this.#best;
    if (!best) return;
    if (best.improves(figures)) {
      best.keep(epoch, figures, await this.#snapshot());
    } else {
      best.wait();
      if (best.exhausted) this.#end = { epoch, reason: 'early' };
    }
  }

  /** A snapshot of the state between two epochs. */
  async #snapshot(): Promise<Snapshot> {
    const { engine } = this.#context;
    const { step } = engine.state;
    await engine.snapshots.take();
    if (engine.snapshots.last.state.step !== step) throw new DeviceReplaced();
    return engine.snapshots.last;
  }

  /**
   * Trains from the last snapshot up to the step before the bad one, and returns an error that
   * describes the bad step.
   */
  #explain(step: number): Promise<NumericsError> {
    const { engine, options } = this.#context;
    return this.#withSession(async (session) => {
      await this.#trainUntil(session, step - 1);
      const [batch = { first: 0, rows: 0 }] = this.#batches(session);
      const source = { ...session.feed.source, rows: options.batchSize, ring: 1 };
      const record = {
        ...this.#context.scalars(step, batch.rows),
        first_row: session.feed.prepare(batch.first, batch.rows),
      };
      const { findBadTensor } = await import('./badStep.ts');
      return findBadTensor(engine, this.#record(source), session.feed.inputs, record);
    });
  }
}
