import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { ModelSession } from './modelSession.ts';
import type { Settings } from './settings.ts';

/**
 * If the settings ask for it, pauses training while the tab is hidden and resumes it afterwards.
 * The wanted and the actual state are compared whenever one of them changes, since the tab may be
 * visible again before training has paused.
 */
export function followVisibility(
  session: Pick<ModelSession<unknown, { epochs: number }, unknown>, 'phase' | 'pause' | 'resume'>,
  settings: ReadonlySignal<Pick<Settings, 'hiddenTab'>>,
): void {
  const hidden = signal(document.hidden);
  document.addEventListener('visibilitychange', () => {
    hidden.value = document.hidden;
  });
  let pausedHere = false;
  effect(() => {
    const phase = session.phase.value;
    const rest = hidden.value && settings.value.hiddenTab === 'pause';
    if (rest && phase === 'training') {
      pausedHere = true;
      untracked(() => session.pause());
    } else if (!rest && pausedHere && phase === 'paused') {
      pausedHere = false;
      untracked(() => void session.resume());
    } else if (phase !== 'pausing' && phase !== 'paused') pausedHere = false;
  });
}
