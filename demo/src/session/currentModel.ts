import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RemoteVAE } from 'webgpu-vae/worker';
import type { TrainedModel } from './run.ts';

/** The page's model, if there is one, and the settings that it was created with. */
export class CurrentModel<S, M extends TrainedModel = RemoteVAE> {
  /** True if the model was created with other settings than those in the controls. */
  readonly outdated: ReadonlySignal<boolean>;
  readonly #settings: ReadonlySignal<S>;
  readonly #model = signal<M | undefined>(undefined);
  readonly #madeWith = signal<S | undefined>(undefined);
  /** The model whose training is compiled. */
  #prepared: M | undefined;

  /** @param same true if both settings define the same model */
  constructor(settings: ReadonlySignal<S>, same: (a: S, b: S) => boolean) {
    this.#settings = settings;
    this.outdated = computed(() => {
      const made = this.#madeWith.value;
      return made !== undefined && !same(made, settings.value);
    });
  }

  get model(): ReadonlySignal<M | undefined> {
    return this.#model;
  }

  /** The current model, or a new one. @param life of a new model; after its end it is dropped */
  async orNew(create: (settings: S) => Promise<M>, life: AbortSignal): Promise<M> {
    if (this.#model.value) return this.#model.value;
    const settings = this.#settings.value;
    const model = await create(settings);
    if (life.aborted) model.dispose();
    life.throwIfAborted();
    this.adopt(model, settings);
    return model;
  }

  /** Compiles training once per model, so that the time of a run does not include compilation. */
  async prepare(model: M, life: AbortSignal): Promise<void> {
    if (this.#prepared === model) return;
    await model.prepare();
    life.throwIfAborted();
    this.#prepared = model;
  }

  adopt(model: M, settings: S): void {
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
