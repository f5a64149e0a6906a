/** More threads than this gain little: they wait for one another at the end of each launch. */
const MOST_BY_DEFAULT = 8;

/** Number of threads where the caller names none. */
export function defaultThreads(): number {
  return Math.min(processors(), MOST_BY_DEFAULT);
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
