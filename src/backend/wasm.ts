import type { GPU } from '../platform.ts';
import { compileShader } from '../wasm/compiler/compileShader.ts';
import { openWasmGpu, type WasmGpuOptions } from '../wasm/openWasmGpu.ts';

/** A GPU in WebAssembly that runs the kernels' WGSL. It loads when it is chosen. */
export function openWasm(options?: WasmGpuOptions): GPU {
  return openWasmGpu(compileShader, options);
}
