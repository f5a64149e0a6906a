import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { BesideSession } from './besideSession.ts';
import { problem } from './problem.ts';
import type { Session } from './session.ts';

/** The start of a session with data of one's own. */
interface OwnData<D, S> {
  readonly first: D;
  /** Subject of notices about data that cannot be read. */
  readonly subject: string;
  readonly settings: S;
  /** True if both settings define the same model. */
  readonly same: (a: S, b: S) => boolean;
}

/** A model beside that of images, of data of its own. */
export abstract class OwnDataSession<
  D,
  S extends { readonly epochs: number },
  G,
> extends BesideSession<D, S, G> {
  readonly #used: Signal<D>;
  readonly #subject: string;

  constructor(page: Session, { first, subject, settings, same }: OwnData<D, S>) {
    super(settings, page, same);
    this.#used = signal(first);
    this.#subject = subject;
  }

  /** The data in use. */
  get used(): ReadonlySignal<D> {
    return this.#used;
  }

  /** Uses these data, unless they cannot be read. Others end the model. */
  async use(data: D | Promise<D>): Promise<void> {
    this.notices.dismiss(this.#subject);
    try {
      const read = await data;
      this.reset();
      this.#used.value = read;
    } catch (error) {
      this.notices.tell(problem(error, this.#subject));
    }
  }

  protected get data(): ReadonlySignal<D> {
    return this.used;
  }

  protected override begins(): void {
    this.notices.dismiss(this.#subject);
  }
}
