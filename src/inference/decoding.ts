import type { Model } from '../families/model.ts';
import { latentSize } from '../families/program.ts';
import { streams } from '../random/streams.ts';
import { conditionFor } from './condition.ts';
import { latentRows } from './latentRows.ts';
import { recorder } from './recorder.ts';
import type { RowsRequest } from './runRows.ts';

/** Latents to decode, checked. */
export interface Decoding {
  /** Rows of latents. */
  readonly total: number;
  /** The decoder's inputs by name. */
  readonly values: Readonly<Record<string, Float32Array>>;
  /** Records the decoder. */
  readonly record: RowsRequest['record'];
}

/**
 * Checks latents and their condition against a model's decoder.
 * @param z `[rows, latent]`
 * @param condition `[condition]` or `[rows, condition]`, for conditional models
 * @param most rows
 * @throws ConfigError for a model without a decoder, or a condition that is missing or given to a
 *   model that takes none
 * @throws ShapeError if `z` is not whole rows of latents or has too many, or the condition does not
 *   fit
 */
export function decoding(
  model: Model,
  z: Float32Array,
  condition: Float32Array | undefined,
  most?: number,
): Decoding {
  const record = recorder(model, 'decode', streams.inference);
  const total = latentRows(z, latentSize(model), most);
  const given = conditionFor(total, condition, model);
  return { total, values: { z, ...(given && { condition: given }) }, record };
}
