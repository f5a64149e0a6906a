import { compileShader } from '../../../src/wasm/compiler/compileShader.ts';
import { openWasmGpu } from '../../../src/wasm/openWasmGpu.ts';

/** What this library computes on: WebGPU, or WebAssembly if the benchmark was asked for it. */
export const gpu = BACKEND === 'wasm' ? openWasmGpu(compileShader) : navigator.gpu;
