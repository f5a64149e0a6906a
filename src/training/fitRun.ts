import type { Batch } from '../data/batches.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { EpochRows } from '../data/samplers/kind.ts';
import { orderPlaces, sampleEpoch } from '../data/samplers/sampler.ts';
import { shapeKey, type Table } from '../data/table.ts';
import { NumericsError } from '../errors.ts';
import type { VaePlan } from '../families/vae/vae.ts';
import { openFeed } from '../gpu/openFeed.ts';
import { type BurstListener, NonFiniteStep } from '../runtime/bursts.ts';
import type { Live, Snapshot } from '../runtime/live.ts';
import { openSession, type Session } from '../runtime/session.ts';
import { diagnose } from './badStep.ts';
import { BestEpoch } from './earlyStopping.ts';
import type { EpochReport, FitOptions, History, StopReason } from './fit.ts';
import type { FitData } from './fitData.ts';
import { LossMeter } from './losses.ts';
import { MAX_BURST } from './options.ts';
import { type EpochPosition, ProgressMeter } from './progressMeter.ts';
import { recordTraining } from './recordTraining.ts';
import type { Trainer } from './trainer.ts';

/**
 * One call of `fit`. Where the device is lost it goes on from the last snapshot; what is
 * trained again then is not reported again.
 */
export class FitRun {
  readonly #trainer: Trainer;
  readonly #data: Table;
  readonly #validation: Table | undefined;
  readonly #options: FitOptions;
  readonly #lastEpoch: number;
  readonly #lastStep: number;
  readonly #progress: ProgressMeter;
  readonly #epochs: EpochReport[] = [];
  /** Losses of the epochs under way, by epochs finished before them. */
  readonly #meters = new Map<number, { losses: LossMeter; started: number }>();
  readonly #best: BestEpoch | undefined;
  #reportedStep: number;
  /** Of the epoch that was asked for last. */
  #rows: { readonly epoch: number; readonly rows: EpochRows } | undefined;
  /** Set where training is to end after that epoch. */
  #end: { readonly epoch: number; readonly reason: StopReason } | undefined;
  #thrown: { readonly error: unknown } | undefined;

  constructor(trainer: Trainer, { train, validation }: FitData, options: FitOptions) {
    this.#trainer = trainer;
    this.#data = train;
    this.#validation = validation;
    this.#options = options;
    this.#best = options.earlyStopping && new BestEpoch(options.earlyStopping);
    this.#enterData();
    const { state } = trainer;
    this.#lastEpoch = state.epoch + (options.epochs ?? Infinity);
    this.#lastStep = state.step + (options.steps ?? Infinity);
    this.#reportedStep = state.step;
    this.#progress = new ProgressMeter(this.#rowsOf(state.epoch), state, options);
  }

  /**
   * @throws NumericsError if a step met NaN or infinity
   * @throws DeviceLostError if the device was lost and there can be no other
   */
  async run(): Promise<History> {
    const { engine } = this.#trainer;
    let badStep: number | undefined;
    for (;;) {
      const { live } = engine;
      try {
        if (badStep !== undefined) throw await this.#diagnose(badStep);
        await engine.takeSnapshot();
        await this.#withSession((session) =>
          this.#trainUntil(session, this.#lastStep, this.#options.signal),
        );
        await engine.takeSnapshot();
        const stopped = this.#stopped;
        if (stopped !== 'signal') this.#restoreBest();
        return {
          epochs: this.#epochs,
          stopped,
          bestEpoch: this.#best?.epoch,
          imagesPerSecond: this.#progress.imagesPerSecond,
        };
      } catch (error) {
        if (this.#thrown) throw this.#thrown.error;
        if (error instanceof NumericsError) throw error;
        if (error instanceof NonFiniteStep) badStep = error.step;
        else await engine.recover(error, live);
        engine.restore();
        this.#trainer.assertKept();
        this.#enterData();
      }
    }
  }

  /** A position past the end is that of another, larger data set: a new epoch starts. */
  #enterData(): void {
    const { state } = this.#trainer;
    if (state.row >= this.#rowsOf(state.epoch).order.length)
      Object.assign(state, { epoch: state.epoch + 1, row: 0 });
  }

  /** What ended what has not ended by itself. */
  get #stopped(): StopReason | undefined {
    const { epoch, step } = this.#trainer.state;
    if (epoch >= this.#lastEpoch || step >= this.#lastStep) return undefined;
    return this.#end?.reason ?? (this.#options.signal?.aborted ? 'signal' : undefined);
  }

  #restoreBest(): void {
    const { engine } = this.#trainer;
    const snapshot = this.#best?.snapshot;
    if (!snapshot || this.#options.earlyStopping?.restoreBest === false) return;
    if (snapshot.state.step !== engine.state.step) engine.rewind(snapshot);
  }

  #withSession<T>(use: (session: Session) => Promise<T>): Promise<T> {
    const { engine, options, run } = this.#trainer;
    const { batchSize: rows } = options;
    const open = (): Promise<Session> => {
      const feed = openFeed(engine.gpu, this.#data, {
        batch: rows,
        burst: MAX_BURST,
        resident: run.resident,
        orderRows: orderPlaces(options.sampler, this.#data.rows, rows),
      });
      return openSession(engine, feed, rows, (batch) => this.#record(batch));
    };
    return engine.sessions.use(engine.live, 'fit', shapeKey(this.#data), open, (session) => {
      session.feed.attach(this.#data);
      return use(session);
    });
  }

  #record(source: BatchSource): VaePlan {
    const { engine, options } = this.#trainer;
    return recordTraining(engine.model, source, options);
  }

  /** Trains epoch after epoch up to a step, the last epoch, or the signal. */
  async #trainUntil(session: Session, lastStep: number, signal?: AbortSignal): Promise<void> {
    const { engine } = this.#trainer;
    const { live } = engine;
    const { state } = live;
    this.#progress.start();
    // Asked anew before every epoch: the one before may have been made the last.
    const lastEpoch = (): number => this.#end?.epoch ?? this.#lastEpoch;
    while (state.epoch < lastEpoch() && state.step < lastStep && !signal?.aborted) {
      engine.assertLive();
      const { epoch } = state;
      const { order, batches: batchesFrom } = this.#rowsOf(epoch);
      const left = this.#batches(session);
      const stepsInEpoch = batchesFrom(0).length;
      const stepsBefore = stepsInEpoch - left.length - state.step;
      const meter = this.#meters.get(epoch) ?? {
        losses: new LossMeter(),
        started: performance.now(),
      };
      this.#meters.set(epoch, meter);
      let step = state.step;
      const onBurst: BurstListener = (done, sums) => {
        const first = step + 1;
        step += done.length;
        const fresh = done.slice(Math.max(0, this.#reportedStep + 1 - first));
        this.#reportedStep = Math.max(this.#reportedStep, step);
        const position = { epoch: epoch + 1, step: stepsBefore + step, stepsInEpoch };
        this.#report(fresh, sums.slice(done.length - fresh.length), meter.losses, position);
      };
      const batches = left.slice(0, lastStep - state.step);
      await this.#trainer.train(session, batches, { places: order.length, signal, onBurst });
      assertSame(live, engine.live);
      if (state.epoch === epoch) return;
      await this.#endEpoch(epoch + 1, meter);
      assertSame(live, engine.live);
    }
  }

  /** The rest of the current epoch, in the order of its rows. */
  #batches(session: Session): Batch[] {
    const { state } = this.#trainer;
    const rows = this.#rowsOf(state.epoch);
    session.feed.setOrder(rows.order);
    return rows.batches(state.row);
  }

  #rowsOf(epoch: number): EpochRows {
    if (this.#rows?.epoch !== epoch) {
      const { sampler, batchSize, seed } = this.#trainer.options;
      const request = { table: this.#data, batchSize, seed, epoch };
      this.#rows = { epoch, rows: sampleEpoch(sampler, request) };
    }
    return this.#rows.rows;
  }

  #report(
    batches: readonly Batch[],
    sums: readonly (readonly number[])[],
    epochLosses: LossMeter,
    position: EpochPosition,
  ): void {
    const losses = new LossMeter();
    for (const [i, { rows }] of batches.entries()) {
      losses.add(rows, sums[i] ?? []);
      epochLosses.add(rows, sums[i] ?? []);
    }
    // Of nothing there is no mean: every batch so far may have been empty.
    if (losses.rows === 0) return;
    // Taken first: the speed in the history counts these rows whether or not anyone listens.
    const progress = this.#progress.report(losses, position);
    this.#tell(this.#options.onProgress, progress);
  }

  /** What a callback throws ends the call, also where the device is lost at the same time. */
  #tell<T>(callback: ((value: T) => unknown) | undefined, value: T): unknown {
    if (this.#thrown) return undefined;
    try {
      return callback?.(value);
    } catch (error) {
      this.#thrown = { error };
      throw error;
    }
  }

  /** As {@link #tell}, for a callback that may take its time: what it rejects with counts as thrown. */
  async #ask<T>(callback: ((value: T) => unknown) | undefined, value: T): Promise<unknown> {
    try {
      return await this.#tell(callback, value);
    } catch (error) {
      this.#thrown ??= { error };
      throw error;
    }
  }

  async #endEpoch(
    epoch: number,
    { losses, started }: { losses: LossMeter; started: number },
  ): Promise<void> {
    if (losses.rows === 0 || this.#epochs.some((report) => report.epoch === epoch)) return;
    const seconds = (performance.now() - started) / 1000;
    const { signal, onEpoch } = this.#options;
    const began = performance.now();
    const test = this.#validation && (await this.#trainer.evaluate(this.#validation, signal));
    const whole = test && !signal?.aborted;
    const report = { epoch, train: losses.mean(), seconds, ...(whole && { test }) };
    if (whole) await this.#compareWithBest(epoch, test.elbo);
    this.#epochs.push(report);
    const answer = await this.#ask(onEpoch, report);
    this.#progress.pause(performance.now() - began);
    if (answer === false) this.#end = { epoch, reason: 'callback' };
  }

  async #compareWithBest(epoch: number, elbo: number): Promise<void> {
    const best = this.#best;
    if (!best) return;
    if (best.improves(elbo)) {
      best.keep(epoch, elbo, await this.#snapshot());
    } else {
      best.wait();
      if (best.exhausted) this.#end = { epoch, reason: 'early' };
    }
  }

  /** The state as it stands between two epochs. */
  async #snapshot(): Promise<Snapshot> {
    const { engine } = this.#trainer;
    const { step } = engine.state;
    await engine.takeSnapshot();
    if (engine.snapshot.state.step !== step) throw new Error('the device was replaced meanwhile');
    return engine.snapshot;
  }

  /** Trains from the last snapshot to just before the bad step and tells what was wrong with it. */
  #diagnose(step: number): Promise<NumericsError> {
    const { engine, options } = this.#trainer;
    return this.#withSession(async (session) => {
      await this.#trainUntil(session, step - 1);
      const [batch = { first: 0, rows: 0 }] = this.#batches(session);
      const source = { ...session.feed.source, rows: options.batchSize, ring: 1 };
      const record = {
        ...this.#trainer.scalars(step, batch.rows),
        first_row: session.feed.prepare(batch.first, batch.rows),
      };
      return diagnose(engine, this.#record(source), session.feed.inputs, record);
    });
  }
}

/** Another use of the model may have found the device lost first, and replaced it. */
function assertSame(used: Live, present: Live): void {
  if (used !== present) throw new Error('the device was replaced while training went on');
}
