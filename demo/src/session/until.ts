import { effect, type ReadonlySignal } from '@preact/signals';

/** Resolves when `value` satisfies `wanted`; at once if it already does. */
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
    // The first run of the effect happens before `stop` is assigned.
    if (reached) stop();
  });
}
