import { memoryTuningStore, type TuningStore } from '../tuning/store.ts';

const KEY = 'webgpu-vae.tuning';

/** A store in the page's localStorage, or in memory if there is none or the browser blocks it. */
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

/** If a browser blocks storage, accessing it throws. */
function pageStorage(): Storage | undefined {
  try {
    return (globalThis as { readonly window?: Window }).window?.localStorage;
  } catch {
    return undefined;
  }
}
