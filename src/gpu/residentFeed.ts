import type { RowSource } from '../data/batchSource.ts';
import { ROW_INDEX } from '../data/field.ts';
import { identity } from '../data/permutation.ts';
import { hostRowsOf, type Table, type TableShape } from '../data/table.ts';
import { storageOf } from '../data/tableKeys.ts';
import { ELEMENT_BYTES, pad, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { Feed, InputBuffers } from './feed.ts';
import { assertTableOfDevice } from './gpuRows.ts';

/**
 * Data that stay on the GPU as a whole. Only the order of their rows changes. Buffers of the caller
 * are used where they are.
 */
export class ResidentFeed implements Feed {
  readonly rows: number;
  readonly source: RowSource;
  readonly inputs: InputBuffers;
  readonly #gpu: Gpu;
  readonly #owned: ReadonlyMap<string, GPUBuffer>;
  readonly #order: GPUBuffer;

  /** @param orderRows maximum length of an order */
  constructor(gpu: Gpu, { rows, fields }: TableShape, orderRows = rows) {
    this.#gpu = gpu;
    this.rows = rows;
    this.source = {
      dataRows: rows,
      ...(orderRows !== rows && { orderRows }),
      dtypes: storageOf(fields),
    };
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const given = [...fields].flatMap(([name, field]) =>
      'buffer' in field ? [[name, field.buffer] as const] : [],
    );
    this.#owned = new Map(
      [...fields].flatMap(([name, field]) => {
        if ('buffer' in field) return [];
        const bytes =
          field.dtype === 'sparse'
            ? ELEMENT_BYTES.u32 * physicalSize([field.data.length])
            : ELEMENT_BYTES[field.dtype] * physicalSize([rows, field.columns]);
        return [[name, gpu.memory.create(name, bytes, usage)] as const];
      }),
    );
    this.#order = gpu.memory.create(ROW_INDEX, 4 * physicalSize([orderRows]), usage);
    this.inputs = new Map([...this.#owned, ...given, [ROW_INDEX, this.#order]]);
  }

  attach(table: Table): void {
    const { queue } = this.#gpu.device;
    assertTableOfDevice(this.#gpu, table);
    for (const [name, buffer] of this.#owned) {
      const { dtype, rows, columns, data } = hostRowsOf(table, name);
      const shape = [rows, columns];
      const asItIs = dtype === 'sparse' || columns === rowStride(shape);
      const padded = asItIs ? data : pad(data, shape, name);
      queue.writeBuffer(buffer, 0, padded as Uint8Array<ArrayBuffer>);
    }
    this.setOrder(identity(table.rows));
  }

  setOrder(order: Uint32Array): void {
    this.#gpu.device.queue.writeBuffer(this.#order, 0, order as Uint32Array<ArrayBuffer>);
  }

  prepare(first: number): number {
    return first;
  }

  dispose(): void {
    for (const buffer of [...this.#owned.values(), this.#order]) this.#gpu.memory.destroy(buffer);
  }
}
