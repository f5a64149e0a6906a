import {
  assertOptions,
  FINITE,
  isWholeNumber,
  type OptionRanges,
  shown,
  wholeNumber,
} from '../../checks.ts';
import { ConfigError, ShapeError } from '../../errors.ts';

/** Options of {@link VAE.traverse}. */
export interface TraversalOptions {
  /**
   * First and last value of the dimension, in standard deviations of the prior. -3 and 3 by
   * default.
   */
  readonly from?: number;
  /** Last value; 3 by default. */
  readonly to?: number;
  /** Number of values, evenly spaced, both ends included. 10 by default. */
  readonly steps?: number;
}

const TRAVERSAL_RANGES: OptionRanges<TraversalOptions> = {
  from: FINITE,
  to: FINITE,
  steps: wholeNumber(2),
};

/**
 * Copies of a latent in which one dimension runs through a range: `[steps, L]`. Shows the meaning
 * of that dimension.
 *
 * @throws ShapeError if `z` is not one latent of `latent` values
 * @throws ConfigError for a dimension that does not exist, fewer than 2 steps, or no finite range
 */
export function traverseLatent(
  z: Float32Array,
  latent: number,
  dimension: number,
  options: TraversalOptions = {},
): Float32Array {
  assertOptions('traverse', options, TRAVERSAL_RANGES);
  const { from = -3, to = 3, steps = 10 } = options;
  if (z.length !== latent) {
    throw new ShapeError(`a traversal starts from one latent of ${latent} values, got ${z.length}`);
  }
  assertDimension('dimension', dimension, latent);
  const way = new Float32Array(steps * latent);
  for (let step = 0; step < steps; step++) {
    way.set(z, step * latent);
    way[step * latent + dimension] = from + ((to - from) * step) / (steps - 1);
  }
  return way;
}

/** @throws ConfigError if `dimension` is not one of 0 … latent - 1 */
export function assertDimension(name: string, dimension: number, latent: number): void {
  if (isWholeNumber(dimension, 0, latent - 1)) return;
  throw new ConfigError(
    `${name} must be a whole number from 0 to ${latent - 1}: the model has ${latent} latent ` +
      `dimensions, got ${shown(dimension)}`,
  );
}
