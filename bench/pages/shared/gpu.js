import { openWasm } from '../../../src/backend/wasm.ts';

/** The device API of this library: WebGPU, or WebAssembly if the benchmark was asked for it. */
export const gpu = BACKEND === 'wasm' ? openWasm() : navigator.gpu;
