import { openWasm } from '../../../src/backend/wasm.ts';

/** What this library computes on: WebGPU, or WebAssembly if the benchmark was asked for it. */
export const gpu = BACKEND === 'wasm' ? openWasm() : navigator.gpu;
