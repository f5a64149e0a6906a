import type { WasmSupport } from './support.ts';

/** More threads than this gain little: they wait for one another at the end of each launch. */
const MOST_BY_DEFAULT = 8;

/**
 * Number of threads that compute here; 0 for the caller's.
 * @param asked by the caller; as many as there are processors by default, 8 at most
 */
export function threadsHere(support: WasmSupport, asked?: number): number {
  if (!support.threads) return 0;
  return asked ?? Math.min(processors(), MOST_BY_DEFAULT);
}

function processors(): number {
  // Node has the navigator since version 21 only.
  const { navigator, process } = globalThis as {
    readonly navigator?: { readonly hardwareConcurrency?: number };
    readonly process?: Partial<NodeJS.Process>;
  };
  const os = process?.getBuiltinModule?.('node:os');
  return navigator?.hardwareConcurrency ?? os?.availableParallelism() ?? 1;
}
