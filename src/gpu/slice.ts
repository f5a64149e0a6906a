import type { GPUBuffer } from '../platform.ts';
/** A byte range of a buffer. */
export interface BufferSlice {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}
