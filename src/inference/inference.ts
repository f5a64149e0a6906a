import { type Table, typesKey } from '../data/table.ts';
import { ShapeError } from '../errors.ts';
import { latentSize, programOf } from '../families/program.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { conditionFor } from './condition.ts';
import type { Encoding, SampledEncoding, SampleRequest } from './inferenceOptions.ts';
import { moments } from './moments.ts';
import { runRows } from './runRows.ts';

/** Encodes, decodes and samples with a model's parameters, in chunks of rows. */
export class Inference {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Rows of data → mu and logvar, each `[rows, latent]`.
   * @throws ConfigError if the model has no encoder
   */
  async encode(data: Table): Promise<Encoding> {
    const { record } = programOf(this.#engine.model, 'encode');
    const { stats = new Float32Array() } = await runRows(this.#engine, {
      purpose: `encoder ${typesKey(data)}`,
      record: (source) => record({ source, noise: drawnNoise(streams.inference), samples: 1 }),
      data,
      total: data.rows,
      urgent: true,
    });
    return moments(stats, data.rows);
  }

  /**
   * Rows of data → mu, logvar and one sample z of each posterior. The sample depends on row and
   * seed.
   */
  async samplePosterior(data: Table, seed: number): Promise<SampledEncoding> {
    const { record } = programOf(this.#engine.model, 'posterior');
    const { stats = new Float32Array(), z = new Float32Array() } = await runRows(
      this.#engine,
      {
        purpose: `posterior ${typesKey(data)}`,
        record: (source) => record({ source, noise: drawnNoise(streams.posterior), samples: 1 }),
        data,
        total: data.rows,
        urgent: true,
      },
      () => ({ seed }),
    );
    return { ...moments(stats, data.rows), z };
  }

  /**
   * Latents `[rows, latent]` → decoder means `[rows, input]`.
   * @param condition `[condition]` or `[rows, condition]`, for conditional models
   * @throws ConfigError for a model without a decoder, or a condition that is missing or given to a
   *   model that takes none
   * @throws ShapeError if `z` is not whole rows of latents, or the condition does not fit
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    const { model } = this.#engine;
    const { record } = programOf(model, 'decode');
    const latent = latentSize(model);
    if (z.length === 0 || z.length % latent !== 0) {
      throw new ShapeError(`z must be rows of ${latent} latents, got ${z.length} values`);
    }
    const total = z.length / latent;
    const given = conditionFor(total, condition, model);
    const { x = new Float32Array() } = await runRows(this.#engine, {
      purpose: 'decoder',
      record: (source) => record({ source, noise: drawnNoise(streams.inference), samples: 1 }),
      values: { z, ...(given && { condition: given }) },
      total,
      urgent: true,
    });
    return x;
  }

  /**
   * Decodes `count` samples of N(0, temperature² I): `[count, input]`. A row depends only on its
   * number, its condition and the options.
   * @throws ConfigError or ShapeError as `decode` does
   */
  async sample(
    count: number,
    { seed, temperature, condition }: SampleRequest,
  ): Promise<Float32Array> {
    const { model } = this.#engine;
    const { record } = programOf(model, 'sample');
    const given = conditionFor(count, condition, model);
    const { x = new Float32Array() } = await runRows(
      this.#engine,
      {
        purpose: 'sampler',
        record: (source) => record({ source, noise: drawnNoise(streams.sampling), samples: 1 }),
        values: given ? { condition: given } : {},
        total: count,
        urgent: true,
      },
      () => ({ seed, noise_scale: temperature }),
    );
    return x;
  }
}
