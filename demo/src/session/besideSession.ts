import { effect, untracked } from '@preact/signals';
import type { RemoteVAE, RemoteVaeOptions } from 'webgpu-vae/worker';
import { followVisibility } from './hiddenTab.ts';
import { runOptions } from './modelOptions.ts';
import { ModelSession } from './modelSession.ts';
import type { TrainedModel } from './run.ts';
import type { Session } from './session.ts';
import { TrainingThread } from './trainingThread.ts';
import { Turns } from './turns.ts';

/** A model beside the page's model of images, in a thread of its own that starts when it is needed. */
export abstract class BesideSession<
  D,
  S extends { readonly epochs: number },
  G,
  M extends TrainedModel = RemoteVAE,
> extends ModelSession<D, S, G, M> {
  protected readonly page: Session;
  #thread: TrainingThread | undefined;

  /**
   * @param page its settings choose what computes
   * @param same true if both settings define the same model
   */
  constructor(settings: S, page: Session, same: (a: S, b: S) => boolean) {
    super(settings, page.notices, same);
    this.page = page;
  }

  protected get thread(): TrainingThread {
    this.#thread ??= new TrainingThread(this.notices);
    return this.#thread;
  }

  protected createModel(options: RemoteVaeOptions): Promise<RemoteVAE> {
    return this.thread.create({ ...options, ...runOptions(this.page.settings.value) });
  }

  protected begins(): void {
    // Other runs of the page give way by themselves: see `Turns`.
  }

  protected restart(): void {
    this.#thread?.restart();
  }

  /** Ends the model whenever the page takes other images. */
  protected followImages(): void {
    let used = this.page.images.value;
    effect(() => {
      const images = this.page.images.value;
      if (images === used) return;
      used = images;
      untracked(() => this.reset());
      this.#thread?.release();
    });
  }
}

const turns = new WeakMap<Session, Turns>();

function turnsOf(page: Session): Turns {
  const found = turns.get(page);
  if (found) return found;
  const made = new Turns();
  made.join('images', page);
  turns.set(page, made);
  return made;
}

/**
 * Returns a function that gives the one such session of a page.
 * @param name what its run is of, such as `texts`
 */
export function oneForEachPage<
  T extends Parameters<Turns['join']>[1] & Parameters<typeof followVisibility>[0],
>(name: string, make: (page: Session) => T): (page: Session) => T {
  const known = new WeakMap<Session, T>();
  return (page) => {
    const found = known.get(page);
    if (found) return found;
    const made = make(page);
    known.set(page, made);
    followVisibility(made, page.settings);
    turnsOf(page).join(name, made);
    return made;
  };
}
