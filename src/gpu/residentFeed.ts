import type { Dataset } from '../data/dataset.ts';
import { identity } from '../data/permutation.ts';
import { ELEMENT_BYTES, pad, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { DataShape, Feed, InputBuffers } from './feed.ts';

/** A data set that lies on the GPU as a whole; only the order of its rows changes. */
export class ResidentFeed implements Feed {
  readonly rows: number;
  readonly inputs: InputBuffers;
  readonly #gpu: Gpu;
  readonly #data: GPUBuffer;
  readonly #order: GPUBuffer;

  constructor(gpu: Gpu, { rows, columns, dtype }: DataShape) {
    this.#gpu = gpu;
    this.rows = rows;
    const bytes = physicalSize([rows, columns]) * ELEMENT_BYTES[dtype];
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#data = gpu.memory.create('data', bytes, usage);
    this.#order = gpu.memory.create('row_index', 4 * physicalSize([rows]), usage);
    this.inputs = new Map([
      ['data', this.#data],
      ['row_index', this.#order],
    ]);
  }

  attach({ name, rows, columns, data }: Dataset): void {
    const shape = [rows, columns];
    const padded = columns === rowStride(shape) ? data : pad(data, shape, name);
    this.#gpu.device.queue.writeBuffer(this.#data, 0, padded as Uint8Array<ArrayBuffer>);
    this.setOrder(identity(rows));
  }

  setOrder(order: Uint32Array): void {
    this.#gpu.device.queue.writeBuffer(this.#order, 0, order as Uint32Array<ArrayBuffer>);
  }

  prepare(first: number): number {
    return first;
  }

  dispose(): void {
    for (const buffer of this.inputs.values()) this.#gpu.memory.destroy(buffer);
  }
}
