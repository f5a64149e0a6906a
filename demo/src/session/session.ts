import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { KeptData, RemoteVAE } from 'webgpu-vae/worker';
import type { DataLoader } from '../data/client.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { checkpointSettings } from './checkpointSettings.ts';
import { ImageSets } from './imageSets.ts';
import { Measurements } from './measurements.ts';
import { latentSize } from './modelWidths.ts';
import { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import { endedThread, problem } from './problem.ts';
import { MODELS, type Settings } from './settings.ts';
import { sameModel } from './settingsLink.ts';
import type { Adapter } from './support.ts';
import { TrainingThread } from './trainingThread.ts';

/**
 * `idle`: no model. `starting`: a model is being created or compiled. `training`: a run is in
 * progress. `pausing`: the bursts in flight are finishing. `paused`: the run can continue. `ready`:
 * a model, trained or loaded, without a run. `measuring`: kernels are timed, and nothing else may
 * use the GPU.
 */
export type Phase = 'idle' | 'starting' | 'training' | 'pausing' | 'paused' | 'ready' | 'measuring';

/**
 * Numbers of test images to look at and to validate with. On a CPU adapter more would cost more
 * than training.
 */
const TEST_ROWS = {
  hardware: { look: 2048, validation: 10_000 },
  software: { look: 512, validation: 1024 },
} as const;

/** Training up to an epoch; it may be paused and resumed. */
interface Run {
  readonly lastEpoch: number;
  readonly abort: AbortController;
}

/** The page's model, from settings and images to the trained state. */
export class Session {
  readonly notices: Notices;
  readonly imageSets: ImageSets;
  readonly monitor = new Monitor();
  readonly measurements = new Measurements(this);
  /** Settings in the controls. A model keeps the settings that it was created with. */
  readonly settings: Signal<Settings>;
  /** True if the current model was created with other settings than those shown. */
  readonly outdated: ReadonlySignal<boolean>;
  /** Names of the model's programs; before a model exists, those of the chosen one. */
  readonly programs: ReadonlySignal<readonly string[]>;
  /** Dimensions of the model's latent code; 0 without a model. */
  readonly latent: ReadonlySignal<number>;
  /** The model's adapter; before a model exists, the one found when the page was opened. */
  readonly adapter: ReadonlySignal<Adapter>;
  readonly #phase = signal<Phase>('idle');
  readonly #model = signal<RemoteVAE | undefined>(undefined);
  readonly #madeWith = signal<Settings | undefined>(undefined);
  readonly #thread: TrainingThread;
  /** Aborted by a reset: results that arrive later are dropped. */
  #life = new AbortController();
  #run: Run | undefined;
  /** The model whose training is compiled. */
  #prepared: RemoteVAE | undefined;

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
    this.adapter = computed(() => ({ ...adapter, ...this.#model.value?.adapter }));
    this.programs = computed(
      () => this.#model.value?.programs ?? MODELS[this.settings.value.model].programs,
    );
    this.latent = computed(() => (this.#model.value ? latentSize(this.#model.value) : 0));
    this.outdated = computed(() => {
      const made = this.#madeWith.value;
      return made !== undefined && !sameModel(made, this.settings.value);
    });
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  /** The images in use. */
  get images(): ReadonlySignal<ImageSet | undefined> {
    return this.imageSets.used;
  }

  get model(): ReadonlySignal<RemoteVAE | undefined> {
    return this.#model;
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
      const model = await this.#modelFor(images, life);
      await this.#prepare(model, life);
      await this.#fit(model, images, model.epoch + this.settings.value.epochs, life);
    });
  }

  /** Pauses the run. */
  pause(): void {
    if (this.#phase.value !== 'training') return;
    this.#phase.value = 'pausing';
    this.#run?.abort.abort();
  }

  /** Resumes the paused run. */
  async resume(): Promise<void> {
    const [model, images, run] = [this.#model.value, this.images.value, this.#run];
    if (this.#phase.value !== 'paused' || !model || !images || !run) return;
    this.#phase.value = 'starting';
    await this.#train((life) => this.#fit(model, images, run.lastEpoch, life));
  }

  /** Ends the run and keeps the model. */
  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    if (this.#phase.value === 'paused') this.#phase.value = 'ready';
    run?.abort.abort();
  }

  /** Discards the model and all data about it. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#run?.abort.abort();
    this.#run = undefined;
    this.#prepared = undefined;
    this.#model.value?.dispose();
    batch(() => {
      this.#model.value = undefined;
      this.#madeWith.value = undefined;
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
        this.#adopt(model, settings);
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
      const model = await this.#modelFor(images, life);
      const { train } = await this.#keep(model, images, life);
      await action(model, train);
    });
    if (life.aborted) return;
    this.#phase.value = before === 'paused' ? before : this.#model.value ? 'ready' : 'idle';
  }

  /** The current model, or a new one. */
  async #modelFor(images: ImageSet, life: AbortSignal): Promise<RemoteVAE> {
    if (this.#model.value) return this.#model.value;
    const settings = this.settings.value;
    const model = await this.#thread.create(settings, images);
    if (life.aborted) model.dispose();
    life.throwIfAborted();
    this.#adopt(model, settings);
    return model;
  }

  /**
   * Compiles training once per model, so that the phase `training` does not include compilation.
   */
  async #prepare(model: RemoteVAE, life: AbortSignal): Promise<void> {
    if (this.#prepared === model) return;
    await model.prepare();
    life.throwIfAborted();
    this.#prepared = model;
  }

  #adopt(model: RemoteVAE, settings: Settings): void {
    batch(() => {
      this.#model.value = model;
      this.#madeWith.value = settings;
    });
  }

  async #look(model: RemoteVAE, images: ImageSet): Promise<void> {
    const { look } = this.#testRows(model);
    await this.#succeeds((life) => this.monitor.look(model, images, look, life));
  }

  #testRows({ adapter }: RemoteVAE) {
    return TEST_ROWS[adapter.software ? 'software' : 'hardware'];
  }

  async #keep(model: RemoteVAE, images: ImageSet, life: AbortSignal) {
    const { validation } = this.#testRows(model);
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
    const run = { lastEpoch, abort: new AbortController() };
    this.#run = run;
    const kept = await this.#keep(model, images, life);
    this.#phase.value = 'training';
    const ended = new AbortController();
    const { look } = this.#testRows(model);
    const watching = this.#succeeds(() =>
      this.monitor.watch(model, images, look, ended.signal, life),
    );
    try {
      await model.fit(kept.train, {
        epochs: lastEpoch - model.epoch,
        validation: kept.validation,
        signal: run.abort.signal,
        onProgress: (progress) => life.aborted || this.monitor.onProgress(progress),
        onEpoch: (epoch) => void (life.aborted || this.monitor.onEpoch(epoch)),
      });
      life.throwIfAborted();
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
    this.#phase.value = this.#model.value ? 'ready' : 'idle';
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
