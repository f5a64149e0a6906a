import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';
import type { DataShape, Feed } from './feed.ts';
import { ResidentFeed } from './residentFeed.ts';
import { StreamedFeed } from './streamedFeed.ts';

export interface FeedOptions {
  /** Rows of one batch. */
  readonly batch: number;
  /** Most batches of one burst; fewer where they do not fit one binding. */
  readonly burst: number;
  /** True keeps the data set on the GPU, false streams it; what fits is kept by default. */
  readonly resident?: boolean | undefined;
}

/**
 * A feed for data of a shape: the whole data set on the GPU if it fits one binding, else
 * streamed a burst at a time. Both give the same bits: a kernel sees the same rows either way.
 */
export function openFeed(
  gpu: Gpu,
  shape: DataShape,
  { batch, burst, resident }: FeedOptions,
): Feed {
  const limit = gpu.maxBindingBytes;
  const { rows, columns, dtype } = shape;
  const bytes = ELEMENT_BYTES[dtype];
  const fits = physicalSize([rows, columns]) * bytes <= limit;
  if (resident ?? fits) return new ResidentFeed(gpu, shape);
  const batches = Math.floor(limit / (rowStride([columns]) * bytes) / batch);
  const burstRows = batch * Math.max(1, Math.min(burst, batches));
  return new StreamedFeed(gpu, shape, Math.min(burstRows, rows));
}
