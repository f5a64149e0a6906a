import { type OptionRanges, oneOf } from '../checks.ts';

/** Options of `saveDecoder`. */
export interface DecoderOptions {
  /**
   * Storage of the weights, `f32` by default: `f32` as they are, `f16` in half the bytes, or `int8` in a
   * quarter of them.
   */
  readonly dtype?: 'f32' | 'f16' | 'int8';
}

export const DECODER_RANGES: OptionRanges<DecoderOptions> = {
  dtype: oneOf(['f32', 'f16', 'int8']),
};
