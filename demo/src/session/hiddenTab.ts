import type { Session } from './session.ts';

/** Pauses while the tab is hidden, where the settings ask for it, and goes on afterwards. */
export function followVisibility(session: Session): void {
  let pausedHere = false;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      if (session.settings.value.hiddenTab !== 'pause' || session.phase.value !== 'training')
        return;
      pausedHere = true;
      session.pause();
    } else if (pausedHere) {
      pausedHere = false;
      void session.resume();
    }
  });
}
