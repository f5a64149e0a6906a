import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RemoteVAE } from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';
import { latentSize } from './modelWidths.ts';
import { MODELS, type Settings } from './settings.ts';
import { sameModel } from './settingsLink.ts';
import type { Adapter } from './support.ts';
import type { TrainingThread } from './trainingThread.ts';

/** The page's model, if there is one, and the settings that it was created with. */
export class CurrentModel {
  /** True if the model was created with other settings than those in the controls. */
  readonly outdated: ReadonlySignal<boolean>;
  /** Names of the model's programs; before a model exists, those of the chosen one. */
  readonly programs: ReadonlySignal<readonly string[]>;
  /** Dimensions of the model's latent code; 0 without a model. */
  readonly latent: ReadonlySignal<number>;
  /** The model's adapter; before a model exists, the one found when the page was opened. */
  readonly adapter: ReadonlySignal<Adapter>;
  readonly #settings: ReadonlySignal<Settings>;
  readonly #thread: TrainingThread;
  readonly #model = signal<RemoteVAE | undefined>(undefined);
  readonly #madeWith = signal<Settings | undefined>(undefined);
  /** The model whose training is compiled. */
  #prepared: RemoteVAE | undefined;

  constructor(settings: ReadonlySignal<Settings>, adapter: Adapter, thread: TrainingThread) {
    this.#settings = settings;
    this.#thread = thread;
    this.adapter = computed(() => ({ ...adapter, ...this.#model.value?.adapter }));
    this.programs = computed(
      () => this.#model.value?.programs ?? MODELS[settings.value.model].programs,
    );
    this.latent = computed(() => (this.#model.value ? latentSize(this.#model.value) : 0));
    this.outdated = computed(() => {
      const made = this.#madeWith.value;
      return made !== undefined && !sameModel(made, settings.value);
    });
  }

  get model(): ReadonlySignal<RemoteVAE | undefined> {
    return this.#model;
  }

  /** The current model, or a new one. @param life of a new model; after its end it is dropped */
  async orNew(images: ImageSet, life: AbortSignal): Promise<RemoteVAE> {
    if (this.#model.value) return this.#model.value;
    const settings = this.#settings.value;
    const model = await this.#thread.create(settings, images);
    if (life.aborted) model.dispose();
    life.throwIfAborted();
    this.adopt(model, settings);
    return model;
  }

  /** Compiles training once per model, so that the time of a run does not include compilation. */
  async prepare(model: RemoteVAE, life: AbortSignal): Promise<void> {
    if (this.#prepared === model) return;
    await model.prepare();
    life.throwIfAborted();
    this.#prepared = model;
  }

  adopt(model: RemoteVAE, settings: Settings): void {
    batch(() => {
      this.#model.value = model;
      this.#madeWith.value = settings;
    });
  }

  discard(): void {
    this.#prepared = undefined;
    this.#model.value?.dispose();
    batch(() => {
      this.#model.value = undefined;
      this.#madeWith.value = undefined;
    });
  }
}
