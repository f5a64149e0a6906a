import type { RowSource } from '../data/batchSource.ts';
import { ROW_INDEX } from '../data/field.ts';
import { identity } from '../data/permutation.ts';
import { writeSparseRow } from '../data/sparseValues.ts';
import { type FieldShape, fieldOf, type HostRows, type Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { DType } from '../graph/tensor.ts';
import type { Gpu } from './device.ts';
import type { Feed, InputBuffers } from './feed.ts';
import { assertTableOfDevice, copyRows } from './gpuRows.ts';

const STAGING = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
} as const satisfies Readonly<Record<DType, unknown>>;

/** Staging memory for rows of a field, in the layout of its buffer. */
interface Stage {
  readonly name: string;
  readonly buffer: GPUBuffer;
  readonly staged: InstanceType<(typeof STAGING)[DType]>;
  /** Distance between the starts of two rows, in elements. */
  readonly stride: number;
}

/** Rows of the attached table, uploaded burst by burst; sparse rows as dense rows. */
export class StreamedFeed implements Feed {
  readonly rows: number;
  readonly source: RowSource;
  readonly inputs: InputBuffers;
  readonly #gpu: Gpu;
  readonly #stages: readonly Stage[];
  #table: Table | undefined;
  #order: Uint32Array;

  /** @param rows maximum number of rows in a burst */
  constructor(gpu: Gpu, fields: ReadonlyMap<string, FieldShape>, rows: number) {
    this.#gpu = gpu;
    this.rows = rows;
    const dtypes = new Map([...fields].map(([name, { dtype }]) => [name, streamedAs(dtype)]));
    this.source = { dataRows: rows, dtypes: Object.fromEntries(dtypes) };
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#stages = [...fields].map(([name, { dtype: given, columns }]) => {
      const dtype = streamedAs(given);
      const shape = [rows, columns];
      const size = physicalSize(shape);
      // Created first, because its error names the field that is too large.
      const buffer = gpu.memory.create(`stream.${name}`, size * ELEMENT_BYTES[dtype], usage);
      return { name, buffer, staged: new STAGING[dtype](size), stride: rowStride(shape) };
    });
    const index = gpu.memory.create(`stream.${ROW_INDEX}`, 4 * physicalSize([rows]), usage);
    this.#order = identity(rows);
    gpu.device.queue.writeBuffer(index, 0, this.#order as Uint32Array<ArrayBuffer>);
    const buffers = this.#stages.map(({ name, buffer }) => [name, buffer] as const);
    this.inputs = new Map([...buffers, [ROW_INDEX, index]]);
  }

  attach(table: Table): void {
    assertTableOfDevice(this.#gpu, table);
    this.#table = table;
    this.#order = identity(table.rows);
  }

  setOrder(order: Uint32Array): void {
    this.#order = order;
  }

  prepare(first: number, count: number): number {
    if (!this.#table) throw new DataError('no data are attached to this stream');
    const { queue } = this.#gpu.device;
    for (const { name, buffer, staged, stride } of this.#stages) {
      const field = fieldOf(this.#table, name);
      if ('buffer' in field) {
        // A feed with another order keeps such rows where they are: `openFeed`.
        copyRows(this.#gpu, field, { first, count, to: buffer });
        continue;
      }
      for (let i = 0; i < count; i++) {
        stageRow(field, this.#order[first + i] ?? 0, staged, i * stride);
      }
      queue.writeBuffer(buffer, 0, staged as Uint8Array<ArrayBuffer>, 0, count * stride);
    }
    return 0;
  }

  dispose(): void {
    for (const buffer of this.inputs.values()) this.#gpu.memory.destroy(buffer);
  }
}

function streamedAs(dtype: FieldShape['dtype']): DType {
  return dtype === 'sparse' ? 'f32' : dtype;
}

function stageRow(field: HostRows, row: number, staged: Stage['staged'], start: number): void {
  if (field.dtype === 'sparse') {
    writeSparseRow(field, row, staged as Float32Array, start);
    return;
  }
  const { columns, data } = field;
  staged.set(data.subarray(row * columns, (row + 1) * columns) as never, start);
}
