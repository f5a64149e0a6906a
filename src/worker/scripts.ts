import { VaeError } from '../errors.ts';

/** Scripts beside the host's own, which it imports if a model needs them. */
const FILES = {
  /** All that the classic model does not need. */
  later: 'worker-later.js',
  /** The device in WebAssembly. */
  wasm: 'wasm.js',
} as const;

type Script = keyof typeof FILES;

/** The address of each script. */
export type Addresses = Readonly<Record<Script, string>>;

/** Scripts leave in `webgpuVaeScripts` what they have, by their names. */
type Left = Partial<Record<Script, unknown>>;
const scope = globalThis as { webgpuVaeScripts?: Left };

let addresses: Addresses | undefined;

/** Takes the addresses of the scripts. Only the page knows where its bundler put them. */
export function findScriptsAt(told: Addresses): void {
  addresses = told;
}

/**
 * Imports a script from where the page says that it lies, or else from beside the host's: who copies
 * the one copies the other.
 * @throws VaeError if it lies at neither place
 */
// biome-ignore lint/suspicious/noExplicitAny: what a script has is known where it is imported.
export async function importScript(script: Script): Promise<any> {
  const file = FILES[script];
  const beside = () => new URL(file, globalThis.location.href).href;
  try {
    await importFrom(addresses?.[script] ?? beside()).catch(() => importFrom(beside()));
    return scope.webgpuVaeScripts?.[script];
  } catch (cause) {
    throw new VaeError(
      `the worker could not load its script ${file}: ${String(cause)}. Copy it beside ` +
        `worker-host.js:\n  cp node_modules/webgpu-vae/dist/${file} public/`,
      { cause },
    );
  }
}

function importFrom(address: string): Promise<unknown> {
  // Bundlers must leave the address alone, and make no second script of it.
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address);
}
