import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { KeptData, RemoteVAE } from 'webgpu-vae/worker';
import type { DataLoader } from '../data/client.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { checkpointSettings } from './checkpointSettings.ts';
import { CurrentModel } from './currentModel.ts';
import { ImageSets } from './imageSets.ts';
import { Measurements } from './measurements.ts';
import { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import { endedThread, problem } from './problem.ts';
import { Run } from './run.ts';
import type { Settings } from './settings.ts';
import type { Adapter } from './support.ts';
import { testRows } from './testRows.ts';
import { TrainingThread } from './trainingThread.ts';

/**
 * `idle`: no model. `starting`: a model is being created or compiled. `training`: a run is in
 * progress. `pausing`: the bursts in flight are finishing. `paused`: the run can continue. `ready`:
 * a model, trained or loaded, without a run. `measuring`: kernels are timed, and nothing else may
 * use the GPU.
 */
export type Phase = 'idle' | 'starting' | 'training' | 'pausing' | 'paused' | 'ready' | 'measuring';

/** The page's model, from settings and images to the trained state. */
export class Session {
  readonly notices: Notices;
  readonly imageSets: ImageSets;
  readonly monitor = new Monitor();
  readonly measurements = new Measurements(this);
  /** Settings in the controls. A model keeps the settings that it was created with. */
  readonly settings: Signal<Settings>;
  readonly #current: CurrentModel;
  readonly #phase = signal<Phase>('idle');
  readonly #thread: TrainingThread;
  /** Aborted by a reset: results that arrive later are dropped. */
  #life = new AbortController();
  #run: Run | undefined;

  constructor(
    settings: Settings,
    adapter: Adapter,
    notices: Notices,
    loader: DataLoader,
    thread = new TrainingThread(notices),
  ) {
    this.notices = notices;
    this.imageSets = new ImageSets(loader, notices, () => this.#forgetImages());
    this.settings = signal(settings);
    this.#thread = thread;
    this.#current = new CurrentModel(this.settings, adapter, thread);
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  /** The images in use. */
  get images(): ReadonlySignal<ImageSet | undefined> {
    return this.imageSets.used;
  }

  get model(): ReadonlySignal<RemoteVAE | undefined> {
    return this.#current.model;
  }

  /** True if the current model was created with other settings than those shown. */
  get outdated(): ReadonlySignal<boolean> {
    return this.#current.outdated;
  }

  /** Names of the model's programs; before a model exists, those of the chosen one. */
  get programs(): ReadonlySignal<readonly string[]> {
    return this.#current.programs;
  }

  /** Dimensions of the model's latent code; 0 without a model. */
  get latent(): ReadonlySignal<number> {
    return this.#current.latent;
  }

  /** The model's adapter; before a model exists, the one found when the page was opened. */
  get adapter(): ReadonlySignal<Adapter> {
    return this.#current.adapter;
  }

  change(settings: Partial<Settings>): void {
    this.settings.value = { ...this.settings.value, ...settings };
  }

  /** Trains the current model, or a new one, for the epochs in the settings. */
  async train(): Promise<void> {
    const images = this.images.value;
    const phase = this.#phase.value;
    if (!images || (phase !== 'idle' && phase !== 'ready')) return;
    this.imageSets.cancel();
    this.notices.dismiss('problem');
    this.#phase.value = 'starting';
    await this.#train(async (life) => {
      const model = await this.#current.orNew(images, life);
      await this.#current.prepare(model, life);
      await this.#fit(model, images, model.epoch + this.settings.value.epochs, life);
    });
  }

  /** Pauses the run. */
  pause(): void {
    if (this.#phase.value !== 'training') return;
    this.#phase.value = 'pausing';
    this.#run?.end();
  }

  /** Resumes the paused run. */
  async resume(): Promise<void> {
    const [model, images, run] = [this.model.value, this.images.value, this.#run];
    if (this.#phase.value !== 'paused' || !model || !images || !run) return;
    this.#phase.value = 'starting';
    await this.#train((life) => this.#fit(model, images, run.lastEpoch, life));
  }

  /** Ends the run and keeps the model. */
  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    if (this.#phase.value === 'paused') this.#phase.value = 'ready';
    run?.end();
  }

  /** Discards the model and all data about it. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#run?.end();
    this.#run = undefined;
    batch(() => {
      this.#current.discard();
      this.#phase.value = 'idle';
      this.monitor.clear();
    });
    this.notices.dismiss('problem');
  }

  /**
   * Loads the model of a checkpoint. If the checkpoint is invalid, gives a notice and keeps the
   * current model.
   * @returns whether the model was loaded
   */
  async load(bytes: Uint8Array): Promise<boolean> {
    const images = this.images.value;
    if (!images) return false;
    let taken: RemoteVAE | undefined;
    await this.#succeeds(async (life) => {
      const model = await this.#thread.load(bytes, this.settings.value, images);
      if (life.aborted) return model.dispose();
      this.reset();
      const { settings, unsaid } = checkpointSettings(model, this.settings.value);
      batch(() => {
        this.settings.value = settings;
        this.#current.adopt(model, settings);
        this.#phase.value = 'ready';
      });
      taken = model;
      if (unsaid) this.notices.tell({ subject: 'unsaid', kind: 'info', ...unsaid });
    });
    if (!taken) return false;
    await this.#look(taken, images);
    return true;
  }

  /**
   * Lends the current model, or a new one, for measurements while training is paused. Failures give
   * a notice; a paused run can still continue.
   */
  async measure(action: (model: RemoteVAE, train: KeptData) => Promise<void>): Promise<void> {
    const images = this.images.value;
    const before = this.#phase.value;
    if (!images || (before !== 'idle' && before !== 'ready' && before !== 'paused')) return;
    this.#phase.value = 'measuring';
    const { signal: life } = this.#life;
    await this.#succeeds(async () => {
      const model = await this.#current.orNew(images, life);
      const { train } = await this.#keep(model, images, life);
      await action(model, train);
    });
    if (life.aborted) return;
    this.#phase.value = before === 'paused' ? before : this.model.value ? 'ready' : 'idle';
  }

  async #look(model: RemoteVAE, images: ImageSet): Promise<void> {
    const { look } = testRows(model);
    await this.#succeeds((life) => this.monitor.look(model, images, look, life));
  }

  async #keep(model: RemoteVAE, images: ImageSet, life: AbortSignal) {
    const { validation } = testRows(model);
    const kept = await this.#thread.keep(images, this.settings.value.images, validation);
    life.throwIfAborted();
    return kept;
  }

  #forgetImages(): void {
    this.reset();
    this.#thread.release();
  }

  async #fit(
    model: RemoteVAE,
    images: ImageSet,
    lastEpoch: number,
    life: AbortSignal,
  ): Promise<void> {
    const run = new Run(lastEpoch);
    this.#run = run;
    const kept = await this.#keep(model, images, life);
    this.#phase.value = 'training';
    const ended = new AbortController();
    const { look } = testRows(model);
    const watching = this.#succeeds(() =>
      this.monitor.watch(model, images, look, ended.signal, life),
    );
    try {
      await run.fit(model, kept, this.monitor, life);
      const unfinished = this.#run === run && model.epoch < lastEpoch;
      batch(() => {
        this.monitor.show();
        this.#phase.value = unfinished ? 'paused' : 'ready';
      });
    } finally {
      ended.abort();
      await watching;
    }
  }

  /** Runs a training action. If it fails, the run ends and the model is kept. */
  async #train(action: (life: AbortSignal) => Promise<void>): Promise<void> {
    const { signal: life } = this.#life;
    if ((await this.#succeeds(action)) || life.aborted) return;
    this.#run = undefined;
    this.#phase.value = this.model.value ? 'ready' : 'idle';
  }

  /**
   * Returns whether the action succeeded. Gives a notice of its error, unless the session was reset
   * meanwhile.
   */
  async #succeeds(action: (life: AbortSignal) => Promise<void>): Promise<boolean> {
    const { signal: life } = this.#life;
    try {
      await action(life);
      return true;
    } catch (error) {
      if (life.aborted) return false;
      if (endedThread(error)) {
        // All models of the thread are lost; the next model gets a new thread.
        this.reset();
        this.#thread.restart();
      }
      this.notices.tell(problem(error));
      return false;
    }
  }
}
