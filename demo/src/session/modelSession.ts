import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { CurrentModel } from './currentModel.ts';
import { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import { endedThread, problem } from './problem.ts';
import { Run, type RunRows, type TrainedModel } from './run.ts';

/**
 * `idle`: no model. `starting`: a model is being created or compiled. `training`: a run is in
 * progress. `pausing`: the bursts in flight are finishing. `paused`: the run can continue. `ready`:
 * a model, trained or loaded, without a run. `measuring`: kernels are timed, and nothing else may
 * use the GPU.
 */
export type Phase = 'idle' | 'starting' | 'training' | 'pausing' | 'paused' | 'ready' | 'measuring';

/** A model `M` of the page with data `D`, settings `S` and glimpses `G`, from its data to the trained state. */
export abstract class ModelSession<
  D,
  S extends { readonly epochs: number },
  G,
  M extends TrainedModel = RemoteVAE,
> {
  readonly notices: Notices;
  readonly monitor = new Monitor<G>();
  /** Settings in the controls. A model keeps the settings that it was created with. */
  readonly settings: Signal<S>;
  protected readonly current: CurrentModel<S, M>;
  protected readonly state = signal<Phase>('idle');
  /** Aborted by a reset: results that arrive later are dropped. */
  #life = new AbortController();
  #run: Run | undefined;

  /** @param same true if both settings define the same model */
  constructor(settings: S, notices: Notices, same: (a: S, b: S) => boolean) {
    this.notices = notices;
    this.settings = signal(settings);
    this.current = new CurrentModel<S, M>(this.settings, same);
  }

  get phase(): ReadonlySignal<Phase> {
    return this.state;
  }

  get model(): ReadonlySignal<M | undefined> {
    return this.current.model;
  }

  /** True if the current model was created with other settings than those shown. */
  get outdated(): ReadonlySignal<boolean> {
    return this.current.outdated;
  }

  change(settings: Partial<S>): void {
    this.settings.value = { ...this.settings.value, ...settings };
  }

  /** Trains the current model, or a new one, for the epochs in the settings. */
  async train(): Promise<void> {
    const data = this.data.value;
    const phase = this.state.value;
    if (!data || (phase !== 'idle' && phase !== 'ready')) return;
    this.begins();
    this.notices.dismiss('problem');
    this.state.value = 'starting';
    await this.#train(async (life) => {
      const model = await this.modelFor(data, life);
      await this.current.prepare(model, life);
      await this.#fit(model, data, model.epoch + this.settings.value.epochs, life);
    });
  }

  /** Pauses the run. */
  pause(): void {
    if (this.state.value !== 'training') return;
    this.state.value = 'pausing';
    this.#run?.end();
  }

  /** Resumes the paused run. */
  async resume(): Promise<void> {
    const [model, data, run] = [this.model.value, this.data.value, this.#run];
    if (this.state.value !== 'paused' || !model || !data || !run) return;
    this.begins();
    this.state.value = 'starting';
    await this.#train((life) => this.#fit(model, data, run.lastEpoch, life));
  }

  /** Ends the run and keeps the model. */
  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    if (this.state.value === 'paused') this.state.value = 'ready';
    run?.end();
  }

  /** Discards the model and all data about it. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#run?.end();
    this.#run = undefined;
    batch(() => {
      this.current.discard();
      this.state.value = 'idle';
      this.monitor.clear();
    });
    this.notices.dismiss('problem');
  }

  /** The data in use. */
  protected abstract get data(): ReadonlySignal<D | undefined>;

  /** Called before each run. */
  protected abstract begins(): void;

  protected abstract create(settings: S, data: D): Promise<M>;

  /** The rows that a model trains on and is validated with. */
  protected abstract rows(model: M, data: D): Promise<RunRows>;

  protected abstract glimpse(model: M, data: D): Promise<G>;

  /** Replaces a thread that ended. */
  protected abstract restart(): void;

  /** The end of this signal is the reset of the model. */
  protected get life(): AbortSignal {
    return this.#life.signal;
  }

  /** The current model, or a new one. */
  protected modelFor(data: D, life: AbortSignal): Promise<M> {
    return this.current.orNew((settings) => this.create(settings, data), life);
  }

  /**
   * Returns whether the action succeeded. Gives a notice of its error, unless the session was reset
   * meanwhile.
   */
  protected async succeeds(action: (life: AbortSignal) => Promise<void>): Promise<boolean> {
    const { life } = this;
    try {
      await action(life);
      return true;
    } catch (error) {
      if (life.aborted) return false;
      if (endedThread(error)) {
        // All models of the thread are lost; the next model gets a new thread.
        this.reset();
        this.restart();
      }
      this.notices.tell(problem(error));
      return false;
    }
  }

  async #fit(model: M, data: D, lastEpoch: number, life: AbortSignal): Promise<void> {
    const run = new Run(lastEpoch);
    this.#run = run;
    const rows = await this.rows(model, data);
    life.throwIfAborted();
    this.state.value = 'training';
    const ended = new AbortController();
    const watching = this.succeeds(() =>
      this.monitor.watch(() => this.glimpse(model, data), ended.signal, life),
    );
    try {
      await run.fit(model, rows, this.monitor, life);
      const unfinished = this.#run === run && model.epoch < lastEpoch;
      batch(() => {
        this.monitor.show();
        this.state.value = unfinished ? 'paused' : 'ready';
      });
    } finally {
      ended.abort();
      await watching;
    }
  }

  /** Runs a training action. If it fails, the run ends and the model is kept. */
  async #train(action: (life: AbortSignal) => Promise<void>): Promise<void> {
    const { life } = this;
    if ((await this.succeeds(action)) || life.aborted) return;
    this.#run = undefined;
    this.state.value = this.model.value ? 'ready' : 'idle';
  }
}
