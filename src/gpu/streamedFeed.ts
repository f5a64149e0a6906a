import type { Dataset } from '../data/dataset.ts';
import { identity } from '../data/permutation.ts';
import { DataError } from '../errors.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { DataShape, Feed, InputBuffers } from './feed.ts';

/** Rows of whatever data set is attached, uploaded a burst at a time. */
export class StreamedFeed implements Feed {
  readonly rows: number;
  readonly inputs: InputBuffers;
  readonly #gpu: Gpu;
  readonly #data: GPUBuffer;
  readonly #staged: Uint8Array | Float32Array;
  readonly #stride: number;
  #dataset: Dataset | undefined;
  #order: Uint32Array;

  /** @param rows most rows that one burst takes */
  constructor(gpu: Gpu, { columns, dtype }: Omit<DataShape, 'rows'>, rows: number) {
    this.#gpu = gpu;
    this.rows = rows;
    const shape = [rows, columns];
    const size = physicalSize(shape);
    this.#stride = rowStride(shape);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    // First, because it tells by name what is too large.
    this.#data = gpu.memory.create('stream.data', size * ELEMENT_BYTES[dtype], usage);
    this.#staged = dtype === 'u8' ? new Uint8Array(size) : new Float32Array(size);
    const index = gpu.memory.create('stream.row_index', 4 * physicalSize([rows]), usage);
    this.#order = identity(rows);
    gpu.device.queue.writeBuffer(index, 0, this.#order as Uint32Array<ArrayBuffer>);
    this.inputs = new Map([
      ['data', this.#data],
      ['row_index', index],
    ]);
  }

  attach(dataset: Dataset): void {
    this.#dataset = dataset;
    this.#order = identity(dataset.rows);
  }

  setOrder(order: Uint32Array): void {
    this.#order = order;
  }

  prepare(first: number, count: number): number {
    if (!this.#dataset) throw new DataError('no data set is attached to this stream');
    const { columns, data } = this.#dataset;
    for (let i = 0; i < count; i++) {
      const row = this.#order[first + i] ?? 0;
      const values = data.subarray(row * columns, (row + 1) * columns);
      this.#staged.set(values as never, i * this.#stride);
    }
    const { queue } = this.#gpu.device;
    queue.writeBuffer(
      this.#data,
      0,
      this.#staged as Uint8Array<ArrayBuffer>,
      0,
      count * this.#stride,
    );
    return 0;
  }

  dispose(): void {
    for (const buffer of this.inputs.values()) this.#gpu.memory.destroy(buffer);
  }
}
