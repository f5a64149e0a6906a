import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Phase } from './modelSession.ts';
import type { Notices } from './notices.ts';

/** A run that can pause. */
interface Pausable {
  readonly phase: ReadonlySignal<Phase>;
  readonly notices: Pick<Notices, 'tell' | 'dismiss'>;
  pause(): void;
}

interface Member {
  /** Subject of the run, such as `texts`. */
  readonly name: string;
  readonly run: Pausable;
}

/** Phases in which a model keeps the GPU to itself. */
const BUSY: readonly Phase[] = ['starting', 'training', 'measuring'];

/** Lets one of the page's runs compute at a time: the one that began last. A measurement is not disturbed. */
export class Turns {
  readonly #holder = signal<Member | undefined>(undefined);

  /** Pauses this run when another begins, and says so. */
  join(name: string, run: Pausable): void {
    const member = { name, run };
    let busy = false;
    effect(() => {
      const began = !busy && BUSY.includes(run.phase.value);
      busy = BUSY.includes(run.phase.value);
      if (began) untracked(() => this.#take(member));
    });
    effect(() => {
      const holder = this.#holder.value;
      if (!holder || holder === member || run.phase.value !== 'training') return;
      if (BUSY.includes(holder.run.phase.value)) untracked(() => giveWay(member, holder));
    });
  }

  #take(member: Member): void {
    member.run.notices.dismiss(subject(member));
    if (this.#holder.value?.run.phase.value !== 'measuring') this.#holder.value = member;
  }
}

function giveWay(member: Member, holder: Member): void {
  member.run.pause();
  member.run.notices.tell({
    subject: subject(member),
    kind: 'info',
    title: `The run of ${member.name} pauses`,
    text: `The model of ${holder.name} trains or is measured, and one of them runs at a time. Pause it to resume the ${member.name}.`,
  });
}

const subject = ({ name }: Member): string => `turn of ${name}`;
