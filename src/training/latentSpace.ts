import type { Dataset } from '../data/dataset.ts';
import { ShapeError } from '../errors.ts';
import { type InterpolationMethod, interpolateLatents } from '../latent/interpolation.ts';
import { type ManifoldOptions, manifoldLatents } from '../latent/manifold.ts';
import { type Neighbours, nearestNeighbours } from '../latent/nearest.ts';
import { type TraversalOptions, traverseLatent } from '../latent/traversal.ts';
import type { Inference } from './inference.ts';

/** Ways through the latent space of a model, decoded to images `[count, input]`. */
export class LatentSpace {
  readonly #inference: Inference;
  readonly #latent: number;

  constructor(inference: Inference, latent: number) {
    this.#inference = inference;
    this.#latent = latent;
  }

  /** @throws ShapeError unless `a` and `b` are one row each */
  async interpolate(
    a: Dataset,
    b: Dataset,
    steps: number,
    method: InterpolationMethod | undefined,
  ): Promise<Float32Array> {
    const from = await this.#meanOf(a);
    const to = await this.#meanOf(b);
    return this.#inference.decode(interpolateLatents(from, to, steps, method));
  }

  /** @param origin one row of data, or a latent */
  async traverse(
    origin: Dataset | { readonly z: Float32Array },
    dimension: number,
    options?: TraversalOptions,
  ): Promise<Float32Array> {
    const z = 'z' in origin ? origin.z : await this.#meanOf(origin);
    return this.#inference.decode(traverseLatent(z, this.#latent, dimension, options));
  }

  async manifold(options?: ManifoldOptions): Promise<Float32Array> {
    return this.#inference.decode(manifoldLatents(this.#latent, options));
  }

  async nearestNeighbours(queries: Dataset, data: Dataset, k: number): Promise<Neighbours> {
    const { mu: from } = await this.#inference.encode(queries);
    const { mu: among } = await this.#inference.encode(data);
    return nearestNeighbours(from, among, this.#latent, k);
  }

  async #meanOf(row: Dataset): Promise<Float32Array> {
    if (row.rows !== 1) {
      throw new ShapeError(
        `a way through latent space starts and ends at one row of ${row.columns} values, got ` +
          `${row.rows} rows`,
      );
    }
    return (await this.#inference.encode(row)).mu;
  }
}
