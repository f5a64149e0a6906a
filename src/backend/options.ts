import { type OptionRanges, oneOf, wholeNumber } from '../checks.ts';

/** The backend: WebGPU, WebAssembly, or the faster one here. */
export type Backend = 'auto' | 'webgpu' | 'wasm';

/** Options that say what computes. */
export interface BackendOptions {
  /**
   * `auto` takes a hardware GPU, else WebAssembly, else a software adapter of WebGPU; with `gpu`,
   * `adapter` or `device`, or a `request` for a fallback adapter, it takes WebGPU. `webgpu` and `wasm` take
   * nothing else. `auto` by default.
   */
  readonly backend?: Backend;
  /**
   * Threads that compute in WebAssembly, from 0 to 64; with 0 the calling thread computes. Results have the
   * same bits with any number. As many as the machine has processors by default, 8 at most; 0 where
   * memory cannot be shared.
   */
  readonly threads?: number;
}

export const BACKEND_RANGES: OptionRanges<BackendOptions> = {
  backend: oneOf(['auto', 'webgpu', 'wasm'] satisfies Backend[]),
  threads: wholeNumber(0, 64),
};
