import type { GPUBuffer } from '../platform.ts';
import type { FieldDomain } from './domain.ts';

/** Element types of rows on the GPU: `u8`, where v stands for v / 255, or `f32`. */
export type GpuDType = 'u8' | 'f32';

/**
 * Rows in a GPU buffer. Row r begins at element `r · stride` of `rowLayout`; the elements
 * between a row's end and the next row are zero.
 */
export interface GpuRows {
  /** Belongs to the model's device; its usage has `STORAGE` and `COPY_SRC`. */
  readonly buffer: GPUBuffer;
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row. */
  readonly columns: number;
  /** `f32` by default. */
  readonly dtype?: GpuDType;
  /** Name of the rows in messages. */
  readonly name?: string;
}

/**
 * Rows of a field that lie in a buffer of the caller. `inference/checkGpuRows.ts` checks them before
 * their use.
 */
export interface GpuField extends Required<GpuRows> {
  /** The values that it must have, which a kernel checks before their use. */
  readonly domain?: FieldDomain;
}

export function isGpuRows(value: unknown): value is GpuRows {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'rows' in value;
}
