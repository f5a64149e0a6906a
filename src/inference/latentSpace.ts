import { assertOptions } from '../checks.ts';
import { fieldOf, type Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import { type Neighbours, nearestNeighbours } from '../evaluation/nearest.ts';
import type { Model } from '../families/model.ts';
import { latentSize } from '../families/program.ts';
import { conditionOf } from './condition.ts';
import type { Inference } from './inference.ts';
import {
  endOfLevels,
  INTERPOLATION_RANGES,
  type InterpolationOptions,
  interpolateLatents,
} from './latent/interpolation.ts';
import { type ManifoldOptions, manifoldLatents } from './latent/manifold.ts';
import { type TraversalOptions, traverseLatent } from './latent/traversal.ts';

/** A point in latent space, with its condition for conditional models. */
export interface LatentOrigin {
  /** `[latent]` */
  readonly z: Float32Array;
  /** `[condition]` */
  readonly condition?: Float32Array | undefined;
}

/** Paths and grids in the latent space of a model, decoded to images `[count, input]`. */
export class LatentSpace {
  readonly #inference: Inference;
  readonly #model: Model;

  constructor(inference: Inference, model: Model) {
    this.#inference = inference;
    this.#model = model;
  }

  /** @throws ShapeError unless `a` and `b` are one row each */
  async interpolate(
    a: Table,
    b: Table,
    steps: number,
    options: InterpolationOptions,
  ): Promise<Float32Array> {
    assertOptions('interpolate', options, INTERPOLATION_RANGES);
    const from = await this.#originOf(a);
    const to = await this.#originOf(b);
    const { levels } = options;
    const end = levels ? endOfLevels(from.z, to.z, this.#model.latent?.levels, levels) : to.z;
    const way = interpolateLatents(from.z, end, steps, options.method);
    // Conditions are interpolated like the latents, so that both ends are reconstructions of their
    // rows.
    const condition =
      from.condition && to.condition && interpolateLatents(from.condition, to.condition, steps);
    return this.#inference.decode(way, condition);
  }

  /** @param origin one row of data, or a latent */
  async traverse(
    origin: Table | LatentOrigin,
    dimension: number,
    options?: TraversalOptions,
  ): Promise<Float32Array> {
    if (this.#model.latent?.classes) {
      throw new ConfigError(
        'a traversal takes dimensions of a Gaussian prior, and this code is categorical: decode one-hot codes instead',
      );
    }
    const { z, condition } = 'z' in origin ? origin : await this.#originOf(origin);
    const way = traverseLatent(z, this.#latent, dimension, options);
    return this.#inference.decode(way, condition);
  }

  async manifold(options?: ManifoldOptions): Promise<Float32Array> {
    if (this.#model.latent?.classes) {
      throw new ConfigError(
        'a manifold takes dimensions of a Gaussian prior, and this code is categorical',
      );
    }
    return this.#inference.decode(manifoldLatents(this.#latent, options), options?.condition);
  }

  async nearestNeighbours(queries: Table, data: Table, k: number): Promise<Neighbours> {
    const { mu: from } = await this.#inference.encode(queries);
    const { mu: among } = await this.#inference.encode(data);
    return nearestNeighbours(from, among, this.#latent, k);
  }

  get #latent(): number {
    return latentSize(this.#model);
  }

  #columns(row: Table): number {
    const [field] = this.#model.fields;
    return field ? fieldOf(row, field.name).columns : 0;
  }

  async #originOf(row: Table): Promise<LatentOrigin> {
    if (row.rows !== 1) {
      throw new ShapeError(
        `a way through latent space starts and ends at one row of ${this.#columns(row)} values, got ` +
          `${row.rows} rows`,
      );
    }
    return { z: await this.#inference.codes(row), condition: conditionOf(row, this.#model) };
  }
}
