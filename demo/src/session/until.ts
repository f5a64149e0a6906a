import { effect, type ReadonlySignal } from '@preact/signals';

/** Resolves once `value` is as wanted; at once if it is already. */
export function until<T>(value: ReadonlySignal<T>, wanted: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    let reached = false;
    stop = effect(() => {
      if (!wanted(value.value)) return;
      reached = true;
      stop?.();
      resolve();
    });
    // An effect runs for the first time before there is a way to stop it.
    if (reached) stop();
  });
}
