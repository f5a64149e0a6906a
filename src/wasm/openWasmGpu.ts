import type { GPU } from '../platform.ts';
import { WasmAdapter } from './adapter.ts';
import type { CompileShader } from './compiler/types.ts';
import { defineConstants } from './objects/constants.ts';
import { threadsHere } from './parallelism.ts';
import { wasmSupport } from './support.ts';

/** Options of a GPU in WebAssembly. */
export interface WasmGpuOptions {
  /**
   * Number of threads that compute, beside the caller's. As many as the machine has processors by
   * default, 8 at most. With 0 the caller's thread computes, in slices of some milliseconds; so it does
   * where threads cannot share memory.
   */
  readonly threads?: number;
}

/**
 * The entry of WebGPU where there is none: an adapter whose devices compute in WebAssembly. Defines the
 * constants of WebGPU that are missing, such as `GPUBufferUsage`.
 * @param compile makes WebAssembly of WGSL
 */
export function openWasmGpu(compile: CompileShader, options: WasmGpuOptions = {}): GPU {
  const gpu = {
    wgslLanguageFeatures: new Set<string>(),
    getPreferredCanvasFormat: (): string => 'rgba8unorm',
    // Asynchronous in WebGPU; null stands for no adapter.
    requestAdapter: async (): Promise<WasmAdapter | null> => {
      const support = wasmSupport();
      if (!support.simd) return null;
      defineConstants();
      return new WasmAdapter({ compile, threads: threadsHere(support, options.threads), support });
    },
  };
  return gpu as unknown as GPU;
}
