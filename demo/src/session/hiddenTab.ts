import { effect, signal, untracked } from '@preact/signals';
import type { Session } from './session.ts';

/**
 * Pauses while the tab is hidden, where the settings ask for it, and goes on afterwards. What should
 * be is compared with what is whenever either changes: a tab may be back before the pause has come.
 */
export function followVisibility(session: Session): void {
  const hidden = signal(document.hidden);
  document.addEventListener('visibilitychange', () => {
    hidden.value = document.hidden;
  });
  let pausedHere = false;
  effect(() => {
    const phase = session.phase.value;
    const rest = hidden.value && session.settings.value.hiddenTab === 'pause';
    if (rest && phase === 'training') {
      pausedHere = true;
      untracked(() => session.pause());
    } else if (!rest && pausedHere && phase === 'paused') {
      pausedHere = false;
      untracked(() => void session.resume());
    } else if (phase !== 'pausing' && phase !== 'paused') pausedHere = false;
  });
}
