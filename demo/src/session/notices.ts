import { type ReadonlySignal, signal } from '@preact/signals';

/** A message of the page. An error also interrupts a screen reader. */
export interface Notice {
  /** There is one notice per subject: a later one replaces it. */
  readonly subject: string;
  readonly kind: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  /** List items of a longer message, such as omitted files. */
  readonly details?: readonly string[];
}

/** The current messages of the page, newest last. */
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
