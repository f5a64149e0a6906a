import type { FieldShape, TableShape } from '../data/table.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { Feed } from './feed.ts';
import { ResidentFeed } from './residentFeed.ts';

export interface FeedOptions {
  /** Rows of one batch. */
  readonly batch: number;
  /** Maximum number of batches in a burst; fewer if they do not fit one binding. */
  readonly burst: number;
  /** True keeps the data on the GPU, false streams them. By default, data that fit are kept. */
  readonly resident?: boolean | undefined;
  /**
   * Maximum length of an order. By default the number of rows, for orders that use each row once.
   */
  readonly orderRows?: number;
}

/**
 * Opens a feed for data of a given shape. If every field fits one binding, all data stay on the
 * GPU, else they are streamed burst by burst. Both give the same bits, since kernels see the same
 * rows.
 */
export async function openFeed(
  gpu: Gpu,
  shape: TableShape,
  { batch, burst, resident, orderRows = shape.rows }: FeedOptions,
): Promise<Feed> {
  const limit = gpu.maxBindingBytes;
  const { rows } = shape;
  const fields = [...shape.fields.values()];
  const fits = fields.every((field) => fieldBytes(field, rows) <= limit);
  // Rows in a buffer of the caller are on the GPU already.
  const given = fields.some((field) => 'buffer' in field);
  if (given || (resident ?? fits)) return new ResidentFeed(gpu, shape, orderRows);
  const widest = Math.max(...fields.map(streamedRowBytes));
  const batches = Math.floor(limit / widest / batch);
  const burstRows = batch * Math.max(1, Math.min(burst, batches));
  const { StreamedFeed } = await import('./streamedFeed.ts');
  return new StreamedFeed(gpu, shape.fields, Math.min(burstRows, orderRows));
}

function fieldBytes(field: FieldShape, rows: number): number {
  if (field.dtype === 'sparse') return ELEMENT_BYTES.u32 * physicalSize([field.data.length]);
  return ELEMENT_BYTES[field.dtype] * physicalSize([rows, field.columns]);
}

/** Sparse rows are streamed as dense rows. */
function streamedRowBytes({ dtype, columns }: FieldShape): number {
  return ELEMENT_BYTES[dtype === 'sparse' ? 'f32' : dtype] * rowStride([columns]);
}
