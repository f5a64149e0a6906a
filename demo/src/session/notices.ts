import { type ReadonlySignal, signal } from '@preact/signals';

/** Something that the page tells; an error also interrupts a screen reader. */
export interface Notice {
  /** One notice a subject: a later one replaces it. */
  readonly subject: string;
  readonly kind: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  /** Points of a longer message, such as files that were left out. */
  readonly details?: readonly string[];
}

/** What the page has to tell at the moment, newest last. */
export class Notices {
  readonly #list = signal<readonly Notice[]>([]);

  get list(): ReadonlySignal<readonly Notice[]> {
    return this.#list;
  }

  tell(notice: Notice): void {
    this.#list.value = [...this.#without(notice.subject), notice];
  }

  dismiss(subject: string): void {
    this.#list.value = this.#without(subject);
  }

  #without(subject: string): readonly Notice[] {
    return this.#list.value.filter((notice) => notice.subject !== subject);
  }
}
