import type { Tensor } from '../../graph/tensor.ts';
import type { VaeArchitecture } from './architecture.ts';
import type { InputConfig } from './config.ts';

/** The fields of an architecture that describe its data. */
export type RowsOfData = Pick<VaeArchitecture, 'input' | 'likelihood'> & InputConfig;

/** The tensors of a batch. */
export interface Batch {
  /** The modelled values, `[rows, input]`. */
  readonly x: Tensor;
  /** Input of the encoder, `[rows, input + condition]`. */
  readonly seen: Tensor;
  /** Additional input of the decoder, `[rows, condition]`, if the model has a condition. */
  readonly condition: Tensor | undefined;
}

/** True for a model that sees the rows of its data as they are, and trains on all their columns. */
export function areRowsPlain({
  condition,
  binarize,
  inputDropout,
  normalizeInput,
  logInput,
  flip,
}: InputConfig): boolean {
  return (
    condition === 0 &&
    binarize === 'none' &&
    inputDropout === 0 &&
    !normalizeInput &&
    !logInput &&
    !flip
  );
}
