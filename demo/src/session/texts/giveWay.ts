import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { Phase } from '../modelSession.ts';
import type { Notices } from '../notices.ts';

/** A run that can pause. */
interface Pausable {
  readonly phase: ReadonlySignal<Phase>;
  readonly notices: Pick<Notices, 'tell'>;
  pause(): void;
}

/** Phases in which a model keeps the GPU to itself. */
const BUSY: readonly Phase[] = ['starting', 'training', 'measuring'];

/** Pauses the run of texts when the page's model of images trains or is measured, and says so. */
export function giveWay(texts: Pausable, page: { readonly phase: ReadonlySignal<Phase> }): void {
  effect(() => {
    const busy = BUSY.includes(page.phase.value);
    if (!busy || texts.phase.value !== 'training') return;
    untracked(() => {
      texts.pause();
      texts.notices.tell({
        subject: 'texts',
        kind: 'info',
        title: 'The run of texts pauses',
        text: 'The model of images trains or is measured, and one of them runs at a time. Pause it to resume the texts.',
      });
    });
  });
}
