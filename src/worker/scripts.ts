import { VaeError } from '../errors.ts';

/** The addresses of the scripts beside the host's own, which it imports if a model needs them. */
export interface Addresses {
  /** All that the classic model does not need. */
  readonly later: string;
  /** The device in WebAssembly. */
  readonly wasm: string;
}

const FILES: Addresses = { later: 'worker-later.js', wasm: 'wasm.js' };

/** Scripts leave what they have in `webgpuVaeScripts`, under a name. */
const scope = globalThis as { webgpuVaeScripts?: Readonly<Record<string, unknown>> };

let addresses: Addresses | undefined;

/** Takes the addresses of the scripts. Only the page knows where its bundler put them. */
export function findScriptsAt(told: Addresses): void {
  addresses = told;
}

/**
 * Imports a script from where the page says that it lies, or else from beside the host's: who copies
 * the one copies the other.
 * @param name of what it leaves
 * @throws VaeError if it lies at neither place, or is of another version
 */
// biome-ignore lint/suspicious/noExplicitAny: what a script has is known where it is imported.
export async function importScript(script: keyof Addresses, name: string = script): Promise<any> {
  const file = FILES[script];
  const beside = () => new URL(file, globalThis.location.href).href;
  try {
    await importFrom(addresses?.[script] ?? beside()).catch(() => importFrom(beside()));
  } catch (cause) {
    throw new VaeError(
      `the worker could not load its script ${file}: ${String(cause)}. Copy it beside ` +
        `worker-host.js:\n  cp node_modules/webgpu-vae/dist/${file} public/`,
      { cause },
    );
  }
  const found = scope.webgpuVaeScripts?.[name];
  if (found !== undefined) return found;
  throw new VaeError(`${file} is of another version than worker-host.js: copy both from one`);
}

function importFrom(address: string): Promise<unknown> {
  // Bundlers must leave the address alone, and make no second script of it.
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address);
}
