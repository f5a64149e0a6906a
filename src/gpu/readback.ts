import type { GPUBuffer, GPUCommandEncoder } from '../platform.ts';
import type { Memory } from './memory.ts';
import { type NudgedGpu, nudged } from './nudged.ts';
import type { BufferSlice } from './slice.ts';

/**
 * Copies data from the GPU to the host through reusable staging buffers, so that reading a burst's
 * losses creates no buffer in the steady state.
 */
export class Readback {
  readonly #gpu: NudgedGpu & { readonly memory: Memory };
  readonly #free = new Map<number, GPUBuffer[]>();

  constructor(gpu: NudgedGpu & { readonly memory: Memory }) {
    this.#gpu = gpu;
  }

  /** Reads the bytes of each slice after all submitted commands. */
  read(slices: readonly BufferSlice[]): Promise<ArrayBuffer[]> {
    const encoder = this.#gpu.device.createCommandEncoder({ label: 'readback' });
    const finish = this.encode(encoder, slices);
    this.#gpu.device.queue.submit([encoder.finish()]);
    return finish();
  }

  /**
   * Records the copies into `encoder`. Call the returned function after the encoder's commands were
   * submitted: it resolves with the bytes of each slice.
   */
  encode(encoder: GPUCommandEncoder, slices: readonly BufferSlice[]): () => Promise<ArrayBuffer[]> {
    const ranges = joined(slices);
    const total = bytesOf(ranges);
    const staging = this.#take(total);
    let at = 0;
    const copied = ranges.map((range) => {
      const { buffer, offset, size } = range;
      encoder.copyBufferToBuffer(buffer, offset, staging, at, size);
      at += size;
      return { range, start: at - size };
    });
    const starts = slices.map(({ buffer, offset }) => {
      const from = copied.find(({ range }) => range.buffer === buffer && inside(offset, range));
      return from ? from.start + offset - from.range.offset : 0;
    });
    return async () => {
      try {
        await nudged(this.#gpu, staging.mapAsync(GPUMapMode.READ, 0, total));
      } catch (error) {
        await this.#gpu.memory.settled([staging]);
        throw error;
      }
      const mapped = staging.getMappedRange(0, total);
      const parts = slices.map(({ size }, i) => {
        const start = starts[i] ?? 0;
        return mapped.slice(start, start + size);
      });
      staging.unmap();
      this.#free.get(staging.size)?.push(staging);
      return parts;
    };
  }

  /**
   * Allocates staging buffers for this number of concurrent reads. WebGPU drops a whole command
   * buffer if it copies into a buffer whose allocation failed.
   * @throws LimitError if memory ran out
   */
  async reserve(slices: readonly BufferSlice[], reads: number): Promise<void> {
    const size = stagingSize(bytesOf(joined(slices)));
    const free = this.#freeOf(size);
    const missing = Math.max(0, reads - free.length);
    const made = Array.from({ length: missing }, () => this.#create(size));
    try {
      await this.#gpu.memory.settled(made);
    } catch (error) {
      for (const buffer of made) this.#gpu.memory.destroy(buffer);
      throw error;
    }
    free.push(...made);
  }

  #take(bytes: number): GPUBuffer {
    const size = stagingSize(bytes);
    return this.#freeOf(size).pop() ?? this.#create(size);
  }

  #freeOf(size: number): GPUBuffer[] {
    const free = this.#free.get(size) ?? [];
    this.#free.set(size, free);
    return free;
  }

  #create(size: number): GPUBuffer {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return this.#gpu.memory.create('staging', size, usage);
  }
}

/** Maximum gap in bytes between two slices that one copy reads together. */
const GAP = 512;

/** The ranges to copy; slices that are close together in one buffer are merged. */
function joined(slices: readonly BufferSlice[]): BufferSlice[] {
  const ranges: BufferSlice[] = [];
  for (const slice of slices.toSorted((a, b) => a.offset - b.offset)) {
    const { buffer, offset, size } = slice;
    const near = ranges.findIndex(
      (range) => range.buffer === buffer && offset <= range.offset + range.size + GAP,
    );
    const range = ranges[near];
    if (!range) ranges.push(slice);
    else {
      const end = Math.max(range.offset + range.size, offset + size);
      ranges[near] = { buffer, offset: range.offset, size: end - range.offset };
    }
  }
  return ranges;
}

function bytesOf(ranges: readonly BufferSlice[]): number {
  return ranges.reduce((sum, { size }) => sum + size, 0);
}

function inside(offset: number, range: BufferSlice): boolean {
  return offset >= range.offset && offset < range.offset + range.size;
}

/** Rounds up to a power of two, so that a few sizes serve every request. */
function stagingSize(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(bytes, 256)));
}
