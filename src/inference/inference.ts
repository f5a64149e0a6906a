import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { ConfigError } from '../errors.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { conditionFor, conditionOf } from './condition.ts';
import { decoding } from './decoding.ts';
import type { Encoding, SampledEncoding, SampleRequest } from './inferenceOptions.ts';
import { moments } from './moments.ts';
import { recorder } from './recorder.ts';
import { runRows } from './runRows.ts';
import { assertTemperature } from './temperature.ts';

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
    const record = recorder(this.#engine.model, 'encode', streams.inference);
    const { stats = new Float32Array() } = await runRows(this.#engine, {
      purpose: `encoder ${typesKey(data)}`,
      record,
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
    const record = recorder(this.#engine.model, 'posterior', streams.posterior);
    const { stats = new Float32Array(), z = new Float32Array() } = await runRows(
      this.#engine,
      {
        purpose: `posterior ${typesKey(data)}`,
        record,
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
   * @throws ConfigError or ShapeError as {@link decoding} does
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    const { x = new Float32Array() } = await runRows(this.#engine, {
      purpose: 'decoder',
      ...decoding(this.#engine.model, z, condition),
      urgent: true,
    });
    return this.#rowsOf(x);
  }

  /**
   * The code of each row: the mean of its posterior, or the sample of seed 0 of one without a mean:
   * `[rows, latent]`.
   */
  async codes(data: Table): Promise<Float32Array> {
    const sampled = this.#engine.model.programs.density !== undefined;
    if (sampled) return (await this.samplePosterior(data, 0)).z;
    return (await this.encode(data)).mu;
  }

  /** Rows of data → decoder means of their codes, with the row's own condition. */
  async reconstruct(data: Table): Promise<Float32Array> {
    return this.decode(await this.codes(data), conditionOf(data, this.#engine.model));
  }

  /**
   * Decodes `count` samples of N(0, temperature² I), or of levels with a temperature each: `[count,
   * input]`. A row depends only on its number, its condition and the options.
   * @throws ConfigError or ShapeError as `decode` does
   */
  async sample(
    count: number,
    { seed, temperature, condition }: SampleRequest,
  ): Promise<Float32Array> {
    const { model } = this.#engine;
    const record = recorder(model, 'sample', streams.sampling);
    if (typeof temperature !== 'number')
      return this.#sampleLevels(count, seed, temperature, condition);
    assertTemperature(model.latent?.classes, temperature);
    const given = conditionFor(count, condition, model);
    const { x = new Float32Array() } = await runRows(
      this.#engine,
      {
        purpose: 'sampler',
        record,
        values: given ? { condition: given } : {},
        total: count,
        urgent: true,
      },
      () => ({ seed, noise_scale: temperature }),
    );
    return this.#rowsOf(x);
  }

  /** The decoder's means as rows of a caller. */
  #rowsOf(means: Float32Array): Float32Array {
    return this.#engine.model.given?.values(means) ?? means;
  }

  /** The samples of temperature 1, with the noise of each level multiplied by its temperature. */
  async #sampleLevels(
    count: number,
    seed: number,
    temperatures: readonly number[],
    condition: Float32Array | undefined,
  ): Promise<Float32Array> {
    const { model } = this.#engine;
    const { levels } = model.latent ?? {};
    if (levels?.length !== temperatures.length) {
      throw new ConfigError(
        `a list of temperatures has one for each level, of which this model has ${levels?.length ?? 'none'}; ` +
          `got ${temperatures.length}`,
      );
    }
    const { z = new Float32Array() } = await runRows(
      this.#engine,
      {
        purpose: 'noise',
        record: recorder(model, 'noise', streams.sampling),
        total: count,
        urgent: true,
      },
      () => ({ seed, noise_scale: 1 }),
    );
    const width = z.length / count;
    for (const [level, { first, size }] of levels.entries()) {
      const temperature = temperatures[level] as number;
      for (let start = first; start < z.length; start += width) {
        for (let i = start; i < start + size; i++) z[i] = (z[i] as number) * temperature;
      }
    }
    return this.decode(z, condition);
  }
}
