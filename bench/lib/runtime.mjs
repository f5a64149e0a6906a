// @ts-check
/** Where the benchmark's pages run, and on which adapter: never silently on another one. */

/**
 * A page in a process of its own.
 *
 * @typedef {object} Page
 * @property {(method: string, argument?: unknown) => Promise<any>} call calls a method of the page's object; plain data only
 * @property {<A, T>(run: (argument: A) => T, argument?: A) => Promise<Awaited<T>>} evaluate runs a function in the page,
 *   by its source
 * @property {() => Promise<void>} close ends the process
 *
 * @typedef {object} PageOptions
 * @property {string} [object] the global object of the page; its name by default
 * @property {(line: string) => void} [log] receives the page's `console.info` messages
 * @property {() => void} [before] runs in the page before its own code
 *
 * @typedef {object} Runtime
 * @property {() => Promise<string>} version such as `Chrome/147.0.7727.15`
 * @property {(name: string, options?: PageOptions) => Promise<Page>} open
 *
 * @typedef {import('../../src/gpu/describeAdapter.ts').AdapterDescription} Adapter
 */

/**
 * Chooses the adapter to measure. `auto` prefers the user's GPU and reports if there is none.
 *
 * @param {'hardware' | 'software' | 'auto'} wish
 * @param {(kind: 'hardware' | 'software') => Promise<Runtime> | Runtime} make
 * @param {string} advice what helps if there is no hardware adapter
 * @returns {Promise<{ runtime: Runtime, adapter: Adapter }>}
 * @throws when the requested adapter is not available
 */
export async function chooseRuntime(wish, make, advice) {
  if (wish !== 'software') {
    const runtime = await make('hardware');
    const adapter = await look(runtime);
    if (adapter && !adapter.software) return { runtime, adapter };
    const found = adapter
      ? `only the software adapter "${adapter.description || adapter.architecture}"`
      : 'no WebGPU adapter';
    if (wish === 'hardware') throw new Error(`--adapter hardware: there is ${found}. ${advice}`);
    console.error(`No GPU: there is ${found}. Measuring on a SOFTWARE adapter.`);
  }
  const runtime = await make('software');
  const adapter = await look(runtime);
  if (!adapter?.software) {
    const found = adapter ? `the hardware adapter "${adapter.description}"` : 'no adapter';
    throw new Error(`A software adapter was asked for, and there is ${found}.`);
  }
  return { runtime, adapter };
}

/** @param {Runtime} runtime @returns {Promise<Adapter | null>} */
async function look(runtime) {
  const page = await runtime.open('adapter');
  try {
    return await page.call('describe');
  } finally {
    await page.close();
  }
}
