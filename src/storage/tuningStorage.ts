import { memoryTuningStore, type TuningStore } from '../tuning/store.ts';

const KEY = 'webgpu-vae.tuning';

/** A page's localStorage, or memory where there is none or the browser blocks it. */
export function browserTuningStore(): TuningStore {
  const storage = pageStorage();
  if (!storage) return memoryTuningStore();
  return {
    async read() {
      return storage.getItem(KEY) ?? undefined;
    },
    async write(text) {
      storage.setItem(KEY, text);
    },
  };
}

/** Where a browser blocks storage, even asking for it throws. */
function pageStorage(): Storage | undefined {
  try {
    return (globalThis as { readonly window?: Window }).window?.localStorage;
  } catch {
    return undefined;
  }
}
