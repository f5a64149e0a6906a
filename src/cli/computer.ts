import type { Backend } from '../backend/options.ts';
import { ConfigError } from '../errors.ts';
import type { AdapterKind } from '../node/adapter.ts';

/** The backend of a command, from its options. */
export interface Computer {
  readonly backend: Backend;
  /** Threads in WebAssembly, if their number was given. */
  readonly threads?: number;
  /** The adapter of WebGPU. */
  readonly adapter: AdapterKind;
}

/**
 * The backend that a command takes: WebGPU, WebAssembly, or `auto`: a hardware GPU, else WebAssembly.
 * @throws ConfigError for options that contradict one another
 */
export function backendOf({ backend, threads, adapter }: Computer): Backend {
  if (backend === 'wasm' && adapter !== 'auto') {
    throw new ConfigError(
      `--adapter ${adapter} is an adapter of WebGPU: leave it out, or --backend wasm.`,
    );
  }
  const chosen = backend === 'auto' && adapter !== 'auto' ? 'webgpu' : backend;
  if (chosen === 'webgpu' && threads !== undefined) {
    const webgpu = backend === 'webgpu' ? '--backend webgpu' : `--adapter ${adapter}`;
    throw new ConfigError(`--threads are those of WebAssembly: leave them out, or ${webgpu}.`);
  }
  return chosen;
}
