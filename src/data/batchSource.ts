import type { DType } from '../graph/tensor.ts';

/** How a field lies on the device: elements of a type, or sparse rows in so many u32 words. */
export type Storage = DType | { readonly sparse: number };

/** What the inputs of a plan are bound to: a buffer a field, and the order of rows. */
export interface RowSource {
  /** Rows of every field. */
  readonly dataRows: number;
  /** Places of the order; `dataRows` where it is not said. */
  readonly orderRows?: number;
  /** By the field's name. */
  readonly dtypes: Readonly<Record<string, Storage>>;
}

/** Where a plan's rows come from and how many it takes at a time. */
export interface BatchSource extends RowSource {
  readonly rows: number;
  /** Slots of the loss ring. */
  readonly ring: number;
}
