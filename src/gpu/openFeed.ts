import type { FieldShape, TableShape } from '../data/table.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { Feed } from './feed.ts';
import { ResidentFeed } from './residentFeed.ts';
import { StreamedFeed } from './streamedFeed.ts';

export interface FeedOptions {
  /** Rows of one batch. */
  readonly batch: number;
  /** Most batches of one burst; fewer where they do not fit one binding. */
  readonly burst: number;
  /** True keeps the data on the GPU, false streams them; what fits is kept by default. */
  readonly resident?: boolean | undefined;
  /** Places of the longest order; the rows of the data where they are visited once each. */
  readonly orderRows?: number;
}

/**
 * A feed for data of a shape: all of them on the GPU if every field fits one binding, else
 * streamed a burst at a time. Both give the same bits: a kernel sees the same rows either way.
 */
export function openFeed(
  gpu: Gpu,
  shape: TableShape,
  { batch, burst, resident, orderRows = shape.rows }: FeedOptions,
): Feed {
  const limit = gpu.maxBindingBytes;
  const { rows } = shape;
  const fields = [...shape.fields.values()];
  const fits = fields.every((field) => fieldBytes(field, rows) <= limit);
  if (resident ?? fits) return new ResidentFeed(gpu, shape, orderRows);
  const widest = Math.max(...fields.map(streamedRowBytes));
  const batches = Math.floor(limit / widest / batch);
  const burstRows = batch * Math.max(1, Math.min(burst, batches));
  return new StreamedFeed(gpu, shape.fields, Math.min(burstRows, orderRows));
}

function fieldBytes(field: FieldShape, rows: number): number {
  if (field.dtype === 'sparse') return ELEMENT_BYTES.u32 * physicalSize([field.data.length]);
  return ELEMENT_BYTES[field.dtype] * physicalSize([rows, field.columns]);
}

/** Sparse rows are streamed with their zeros. */
function streamedRowBytes({ dtype, columns }: FieldShape): number {
  return ELEMENT_BYTES[dtype === 'sparse' ? 'f32' : dtype] * rowStride([columns]);
}
