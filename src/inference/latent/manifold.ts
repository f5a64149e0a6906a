import {
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  FINITE,
  type OptionRanges,
  wholeNumber,
} from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { normalQuantile } from './normalQuantile.ts';
import { assertDimension } from './traversal.ts';

/** Options of {@link VAE.manifold}. */
export interface ManifoldOptions {
  /** Images along each side of the grid. 20 by default. */
  readonly size?: number;
  /** Dimension that grows from left to right. 0 by default. */
  readonly x?: number;
  /** Dimension that grows from top to bottom. 1 by default. */
  readonly y?: number;
  /**
   * True places the points at the prior's quantiles (i + ½) / size, so that each stands for an
   * equal share of the prior. False spaces them evenly between `from` and `to`. True by default.
   */
  readonly quantiles?: boolean;
  /** Ends of the range if `quantiles` is false. -3 and 3 by default. */
  readonly from?: number;
  /** Upper end of the range; 3 by default. */
  readonly to?: number;
  /**
   * For conditional models: `[condition]` for all images, or `[size · size, condition]`. By default
   * there is none.
   */
  readonly condition?: Float32Array;
}

const MANIFOLD_RANGES: OptionRanges<ManifoldOptions> = {
  size: wholeNumber(2),
  x: CHECKED_LATER,
  y: CHECKED_LATER,
  quantiles: BOOLEAN,
  from: FINITE,
  to: FINITE,
  condition: CHECKED_LATER,
};

/** Default number of images along a side of the grid. */
const MANIFOLD_SIZE = 20;

/**
 * Latents on a grid over two dimensions, row by row, the others at 0: `[size · size, L]`. With
 * quantiles, every cell stands for the same share of the prior. Source: Kingma & Welling,
 * "Auto-encoding variational Bayes", 2013, figure 4.
 *
 * @throws ConfigError for a dimension that does not exist or is taken twice, or a size below 2
 */
export function manifoldLatents(latent: number, options: ManifoldOptions = {}): Float32Array {
  assertOptions('manifold', options, MANIFOLD_RANGES);
  const { size = MANIFOLD_SIZE, x = 0, y = 1, quantiles = true, from = -3, to = 3 } = options;
  assertDimension('x', x, latent);
  assertDimension('y', y, latent);
  if (x === y) throw new ConfigError(`a manifold takes two dimensions, got ${x} for both x and y`);
  const at = (i: number): number =>
    quantiles ? normalQuantile((i + 0.5) / size) : from + ((to - from) * i) / (size - 1);
  const grid = new Float32Array(size * size * latent);
  for (let cell = 0; cell < size * size; cell++) {
    grid[cell * latent + x] = at(cell % size);
    grid[cell * latent + y] = at(Math.floor(cell / size));
  }
  return grid;
}
