import { batch, computed, type ReadonlySignal } from '@preact/signals';
import type { KeptData, RemoteVAE } from 'webgpu-vae/worker';
import type { DataLoader } from '../data/client.ts';
import type { ImageSet } from '../data/imageSet.ts';
import { checkpointSettings } from './checkpointSettings.ts';
import { type Glimpse, takeGlimpse } from './glimpse.ts';
import { ImageSets } from './imageSets.ts';
import { Measurements } from './measurements.ts';
import { modelOptions } from './modelOptions.ts';
import { ModelSession } from './modelSession.ts';
import { latentSize } from './modelWidths.ts';
import type { Notices } from './notices.ts';
import { MODELS, type Settings } from './settings.ts';
import { sameModel } from './settingsLink.ts';
import type { Adapter } from './support.ts';
import { testRows } from './testRows.ts';
import { type KeptImages, TrainingThread } from './trainingThread.ts';

/** The page's model of images. */
export class Session extends ModelSession<ImageSet, Settings, Glimpse> {
  readonly imageSets: ImageSets;
  readonly measurements = new Measurements(this);
  /** Names of the model's programs; before a model exists, those of the chosen one. */
  readonly programs: ReadonlySignal<readonly string[]>;
  /** Dimensions of the model's latent code; 0 without a model. */
  readonly latent: ReadonlySignal<number>;
  /** The model's adapter; before a model exists, the one found when the page was opened. */
  readonly adapter: ReadonlySignal<Adapter>;
  readonly #thread: TrainingThread;

  constructor(
    settings: Settings,
    adapter: Adapter,
    notices: Notices,
    loader: DataLoader,
    thread = new TrainingThread(notices),
  ) {
    super(settings, notices, sameModel);
    this.imageSets = new ImageSets(loader, notices, () => this.#forgetImages());
    this.#thread = thread;
    this.adapter = computed(() => ({ ...adapter, ...this.model.value?.adapter }));
    this.programs = computed(
      () => this.model.value?.programs ?? MODELS[this.settings.value.model].programs,
    );
    this.latent = computed(() => (this.model.value ? latentSize(this.model.value) : 0));
  }

  /** The images in use. */
  get images(): ReadonlySignal<ImageSet | undefined> {
    return this.imageSets.used;
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
    await this.succeeds(async (life) => {
      const model = await this.#thread.load(bytes, this.settings.value, images);
      if (life.aborted) return model.dispose();
      this.reset();
      const { settings, unsaid } = checkpointSettings(model, this.settings.value);
      batch(() => {
        this.settings.value = settings;
        this.current.adopt(model, settings);
        this.state.value = 'ready';
      });
      taken = model;
      if (unsaid) this.notices.tell({ subject: 'unsaid', kind: 'info', ...unsaid });
    });
    if (!taken) return false;
    const model = taken;
    await this.succeeds((life) => this.monitor.look(() => this.glimpse(model, images), life));
    return true;
  }

  /**
   * Lends the current model, or a new one, for measurements while training is paused. Failures give
   * a notice; a paused run can still continue.
   */
  async measure(action: (model: RemoteVAE, train: KeptData) => Promise<void>): Promise<void> {
    const images = this.images.value;
    const before = this.state.value;
    if (!images || (before !== 'idle' && before !== 'ready' && before !== 'paused')) return;
    this.state.value = 'measuring';
    const { life } = this;
    await this.succeeds(async () => {
      const model = await this.modelFor(images, life);
      const { train } = await this.rows(model, images);
      life.throwIfAborted();
      await action(model, train);
    });
    if (life.aborted) return;
    this.state.value = before === 'paused' ? before : this.model.value ? 'ready' : 'idle';
  }

  protected get data(): ReadonlySignal<ImageSet | undefined> {
    return this.imageSets.used;
  }

  protected begins(): void {
    this.imageSets.cancel();
  }

  protected async create(settings: Settings, images: ImageSet): Promise<RemoteVAE> {
    const rows = Math.min(settings.images, images.train.rows);
    return this.#thread.create(modelOptions(settings, images, rows));
  }

  protected rows(model: RemoteVAE, images: ImageSet): Promise<KeptImages> {
    const { validation } = testRows(model);
    return this.#thread.keep(images, this.settings.value.images, validation);
  }

  protected glimpse(model: RemoteVAE, images: ImageSet): Promise<Glimpse> {
    return takeGlimpse(model, images, testRows(model).look);
  }

  protected restart(): void {
    this.#thread.restart();
  }

  #forgetImages(): void {
    this.reset();
    this.#thread.release();
  }
}
