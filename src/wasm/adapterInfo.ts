import type { GPUAdapterInfo } from '../platform.ts';

/** Information about an adapter whose devices compute with this many threads; 0 is the caller's. */
export function wasmAdapterInfo(threads: number): GPUAdapterInfo {
  const many = threads === 1 ? '1 thread' : `${threads} threads`;
  const info = {
    vendor: 'webassembly',
    architecture: '',
    device: '',
    description: `WebAssembly SIMD, ${threads === 0 ? "the caller's thread" : many}`,
    isFallbackAdapter: true,
    subgroupMinSize: 4,
    subgroupMaxSize: 128,
  };
  return info as unknown as GPUAdapterInfo;
}
