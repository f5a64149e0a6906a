import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { KeptData, RemoteVAE } from 'webgpu-vae/worker';
import type { DataLoader } from '../data/client.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { checkpointSettings } from './checkpointSettings.ts';
import { Measurements } from './measurements.ts';
import { Monitor } from './monitor.ts';
import type { Notices } from './notices.ts';
import { problem } from './problem.ts';
import type { Settings } from './settings.ts';
import { sameModel } from './settingsLink.ts';
import type { Adapter } from './support.ts';
import { TrainingThread } from './trainingThread.ts';

/**
 * `idle`: no model. `starting`: one is made. `training`. `pausing`: the bursts under way come to
 * their end. `paused`: the run can go on. `ready`: a model that is in no run, trained or loaded.
 * `measuring`: nothing else may use the GPU, kernels are timed.
 */
export type Phase = 'idle' | 'starting' | 'training' | 'pausing' | 'paused' | 'ready' | 'measuring';

/** Test images that are looked at: on a CPU adapter more would cost more than the training. */
const TEST_ROWS = {
  hardware: { look: 2048, validation: 10_000 },
  software: { look: 512, validation: 1024 },
} as const;

/** The page's one model: from settings and images to what it has learned. */
export class Session {
  readonly adapter: Adapter;
  readonly notices: Notices;
  readonly loader: DataLoader;
  readonly monitor = new Monitor();
  readonly measurements = new Measurements(this);
  /** As the controls show them; a model keeps those that it was made with. */
  readonly settings: Signal<Settings>;
  /** Whether there is a model that was made with other settings than those shown. */
  readonly outdated: ReadonlySignal<boolean>;
  readonly #loading = signal(0);
  readonly #phase = signal<Phase>('idle');
  readonly #images = signal<ImageSet | undefined>(undefined);
  readonly #model = signal<RemoteVAE | undefined>(undefined);
  readonly #madeWith = signal<Settings | undefined>(undefined);
  readonly #thread: TrainingThread;
  readonly #testRows;
  /** Rises with every reset: what an earlier life still brings is dropped. */
  #life = 0;
  #run: { readonly lastEpoch: number; abort: AbortController } | undefined;

  constructor(settings: Settings, adapter: Adapter, notices: Notices, loader: DataLoader) {
    this.loader = loader;
    this.adapter = adapter;
    this.notices = notices;
    this.settings = signal(settings);
    this.#thread = new TrainingThread(notices);
    this.#testRows = TEST_ROWS[adapter.software ? 'software' : 'hardware'];
    this.outdated = computed(() => {
      const made = this.#madeWith.value;
      return made !== undefined && !sameModel(made, this.settings.value);
    });
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  get images(): ReadonlySignal<ImageSet | undefined> {
    return this.#images;
  }

  get model(): ReadonlySignal<RemoteVAE | undefined> {
    return this.#model;
  }

  /** The share of MNIST that has been loaded, from 0 to 1. */
  get loading(): ReadonlySignal<number> {
    return this.#loading;
  }

  /** @throws DataError if the files cannot be fetched */
  async loadMnist(): Promise<void> {
    const onProgress = (share: number) => {
      this.#loading.value = share;
    };
    this.useImages(await this.loader.loadMnist({ onProgress }));
  }

  change(settings: Partial<Settings>): void {
    this.settings.value = { ...this.settings.value, ...settings };
  }

  /** Takes other images; the model goes with the old ones. */
  useImages(images: ImageSet): void {
    this.reset();
    this.#thread.release();
    this.#images.value = images;
  }

  /** Trains for the epochs of the settings: the model at hand, or a new one. */
  async train(): Promise<void> {
    const images = this.#images.value;
    const phase = this.#phase.value;
    if (!images || (phase !== 'idle' && phase !== 'ready')) return;
    this.#phase.value = 'starting';
    const life = this.#life;
    await this.#train(async () => {
      const settings = this.settings.value;
      const model = this.#model.value ?? (await this.#thread.create(settings, images));
      if (life !== this.#life) return model.dispose();
      this.#adopt(model, this.#madeWith.value ?? settings);
      await this.#fit(model, images, model.epoch + settings.epochs);
    });
  }

  /** Interrupts the run, to go on later. */
  pause(): void {
    if (this.#phase.value !== 'training') return;
    this.#phase.value = 'pausing';
    this.#run?.abort.abort();
  }

  /** Goes on with the run that was paused. */
  async resume(): Promise<void> {
    const [model, images, run] = [this.#model.value, this.#images.value, this.#run];
    if (this.#phase.value !== 'paused' || !model || !images || !run) return;
    await this.#train(() => this.#fit(model, images, run.lastEpoch));
  }

  /** Ends the run; the model stays. */
  stop(): void {
    const run = this.#run;
    this.#run = undefined;
    if (this.#phase.value === 'paused') this.#phase.value = 'ready';
    run?.abort.abort();
  }

  /** Forgets the model and what is known of it. */
  reset(): void {
    this.#life++;
    this.#run?.abort.abort();
    this.#run = undefined;
    this.#model.value?.dispose();
    batch(() => {
      this.#model.value = undefined;
      this.#madeWith.value = undefined;
      this.#phase.value = 'idle';
      this.monitor.clear();
    });
    this.notices.dismiss('problem');
  }

  /** Takes the model of a checkpoint; if it is none, tells so and keeps the one at hand. */
  async load(bytes: Uint8Array): Promise<void> {
    const images = this.#images.value;
    if (!images) return;
    await this.#succeeds(async () => {
      const model = await this.#thread.load(bytes, this.settings.value, images);
      this.reset();
      batch(() => {
        this.settings.value = checkpointSettings(model, this.settings.value);
        this.#adopt(model, this.settings.value);
        this.#phase.value = 'ready';
      });
      await this.monitor.look(model, images, this.#testRows.look);
    });
  }

  /**
   * Lends the model, or a new one where there is none, to what times it while training rests.
   * What fails is told; a run that was paused can still go on.
   */
  async measure(action: (model: RemoteVAE, train: KeptData) => Promise<void>): Promise<void> {
    const images = this.#images.value;
    const before = this.#phase.value;
    if (!images || (before !== 'idle' && before !== 'ready' && before !== 'paused')) return;
    this.#phase.value = 'measuring';
    const life = this.#life;
    try {
      const settings = this.settings.value;
      const model = this.#model.value ?? (await this.#thread.create(settings, images));
      if (life !== this.#life) return model.dispose();
      this.#adopt(model, this.#madeWith.value ?? settings);
      const rows = this.#testRows.validation;
      const { train } = await this.#thread.keep(images, settings.images, rows);
      await action(model, train);
    } catch (error) {
      if (life === this.#life) this.notices.tell(problem(error));
    }
    if (life !== this.#life) return;
    this.#phase.value = before === 'paused' ? before : this.#model.value ? 'ready' : 'idle';
  }

  #adopt(model: RemoteVAE, settings: Settings): void {
    batch(() => {
      this.#model.value = model;
      this.#madeWith.value = settings;
    });
  }

  async #fit(model: RemoteVAE, images: ImageSet, lastEpoch: number): Promise<void> {
    const run = { lastEpoch, abort: new AbortController() };
    this.#run = run;
    const { look, validation } = this.#testRows;
    const kept = await this.#thread.keep(images, this.settings.value.images, validation);
    this.#phase.value = 'training';
    const ended = { aborted: false };
    const watching = this.#succeeds(() => this.monitor.watch(model, images, look, ended));
    try {
      await model.fit(kept.train, {
        epochs: lastEpoch - model.epoch,
        validation: kept.validation,
        signal: run.abort.signal,
        onProgress: (progress) => this.monitor.onProgress(progress),
        onEpoch: (epoch) => this.monitor.onEpoch(epoch),
      });
      if (this.#model.value !== model) return;
      const unfinished = this.#run === run && model.epoch < lastEpoch;
      batch(() => {
        this.monitor.show();
        this.#phase.value = unfinished ? 'paused' : 'ready';
      });
    } finally {
      ended.aborted = true;
      await watching;
    }
  }

  /** Runs what trains; where it fails, the run is over and the model stays. */
  async #train(action: () => Promise<void>): Promise<void> {
    const life = this.#life;
    if ((await this.#succeeds(action)) || life !== this.#life) return;
    this.#run = undefined;
    this.#phase.value = this.#model.value ? 'ready' : 'idle';
  }

  /** Whether it succeeded; tells what went wrong, unless the model it went wrong with is gone. */
  async #succeeds(action: () => Promise<void>): Promise<boolean> {
    const life = this.#life;
    try {
      await action();
      return true;
    } catch (error) {
      if (life === this.#life) this.notices.tell(problem(error));
      return false;
    }
  }
}
