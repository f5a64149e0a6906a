import { type Table, typesKey } from '../data/table.ts';
import { ShapeError } from '../errors.ts';
import { posteriorPlan } from '../families/vae/latentPlans.ts';
import type { VaePlan } from '../families/vae/vae.ts';
import { ChunkInput } from '../gpu/chunkInput.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StepScalars } from '../kernels/step.ts';
import { streams } from '../random/streams.ts';
import { cutBatches } from '../runtime/bursts.ts';
import { type CompiledPlan, compilePlan } from '../runtime/compilePlan.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import type { SessionPurpose } from '../runtime/sessionCache.ts';
import { conditionFor } from './condition.ts';
import type { Encoding, SampledEncoding, SampleRequest } from './inferenceOptions.ts';

/** Rows that one pass of an inference plan takes. */
const CHUNK = 128;

interface Encoder extends CompiledPlan {
  readonly feed: StreamedFeed;
  /** `stats`, and `z` where the encoder samples. */
  readonly outputs: readonly Tensor[];
}

/** What ends in the decoder, from latents or from the prior. */
interface Decoder extends CompiledPlan {
  /** `z` if it takes latents, then `condition` if the model has one. */
  readonly inputs: readonly ChunkInput[];
  readonly x: Tensor;
}

/** Encoding, decoding and sampling over a model's store, in chunks of rows. */
export class Inference {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Rows of data → mu and logvar, each `[rows, latent]`. */
  async encode(data: Table): Promise<Encoding> {
    const { mu, logvar } = await this.#encode(data);
    return { mu, logvar };
  }

  /** Rows of data → mu, logvar and a sample z of each posterior, which depends on row and seed. */
  samplePosterior(data: Table, seed: number): Promise<SampledEncoding> {
    return this.#encode(data, seed);
  }

  /** @param seed of the samples; without one none are drawn and `z` is empty */
  async #encode(data: Table, seed?: number): Promise<SampledEncoding> {
    const { latent } = this.#engine.model.config;
    const samples = seed !== undefined;
    const mu = new Float32Array(data.rows * latent);
    const logvar = new Float32Array(data.rows * latent);
    const z = new Float32Array(samples ? data.rows * latent : 0);
    const open = (): Promise<Encoder> => this.#openEncoder(data, samples);
    const purpose = `${samples ? 'posterior' : 'encoder'} ${typesKey(data)}` as const;
    await this.#use(purpose, open, async ({ feed, executable, outputs }) => {
      feed.attach(data);
      for (const [counter, { first, rows }] of cutBatches(0, data.rows, CHUNK).entries()) {
        this.#engine.assertLive();
        const first_row = feed.prepare(first, rows);
        const record = {
          ...IDLE_SCALARS,
          row_count: rows,
          first_row,
          counter,
          data_counter: counter,
          seed: seed ?? 0,
        };
        const [values = new Float32Array(), drawn] = await executable.run([record], outputs);
        if (drawn) z.set(drawn.subarray(0, rows * latent), first * latent);
        for (let row = 0; row < rows; row++) {
          const start = 2 * latent * row;
          mu.set(values.subarray(start, start + latent), (first + row) * latent);
          logvar.set(values.subarray(start + latent, start + 2 * latent), (first + row) * latent);
        }
      }
    });
    return { mu, logvar, z };
  }

  /**
   * Latents `[rows, latent]` → decoder means `[rows, input]`.
   * @param condition `[condition]` or `[rows, condition]`, where the model takes one
   * @throws ConfigError for a condition where none is taken, or none where one is
   * @throws ShapeError if `z` is not whole rows of latents, or the condition does not fit
   */
  async decode(z: Float32Array, condition?: Float32Array): Promise<Float32Array> {
    const { config } = this.#engine.model;
    const { latent } = config;
    if (z.length === 0 || z.length % latent !== 0) {
      throw new ShapeError(`z must be rows of ${latent} latents, got ${z.length} values`);
    }
    const total = z.length / latent;
    const given = conditionFor(total, condition, config);
    const open = (): Promise<Decoder> => this.#openDecoder();
    return this.#decode('decoder', open, total, given ? [z, given] : [z], {});
  }

  /**
   * `count` samples of N(0, temperature² I), decoded: `[count, input]`. A row depends on nothing but
   * its number, its condition and the options.
   * @throws ConfigError or ShapeError for a condition as `decode` does
   */
  async sample(
    count: number,
    { seed, temperature, condition }: SampleRequest,
  ): Promise<Float32Array> {
    const given = conditionFor(count, condition, this.#engine.model.config);
    const open = (): Promise<Decoder> => this.#openSampler();
    const scalars = { seed, noise_scale: temperature };
    return this.#decode('sampler', open, count, given ? [given] : [], scalars);
  }

  /** @param values of the decoder's inputs, `total` rows each */
  async #decode(
    purpose: SessionPurpose,
    open: () => Promise<Decoder>,
    total: number,
    values: readonly Float32Array[],
    scalars: Partial<StepScalars>,
  ): Promise<Float32Array> {
    const { input } = this.#engine.model.config;
    const x = new Float32Array(total * input);
    await this.#use(purpose, open, async ({ inputs, executable, x: output }) => {
      for (const [counter, { first, rows }] of cutBatches(0, total, CHUNK).entries()) {
        this.#engine.assertLive();
        for (const [i, each] of values.entries()) inputs[i]?.write(each, first, rows);
        const record = { ...IDLE_SCALARS, row_count: rows, counter, ...scalars };
        const [means = new Float32Array()] = await executable.run([record], [output]);
        x.set(means.subarray(0, rows * input), first * input);
      }
    });
    return x;
  }

  async #use<S extends { dispose(): void }>(
    purpose: SessionPurpose,
    open: () => Promise<S>,
    run: (session: S) => Promise<void>,
  ): Promise<void> {
    const engine = this.#engine;
    // From where it is compiled: until then training would wait for nothing.
    const first = (session: S): Promise<void> => engine.rightOfWay.take(() => run(session));
    await engine.survive((live) =>
      engine.sessions.use({ live, purpose, sizes: '', open, run: first }),
    );
  }

  async #openEncoder({ fields }: Table, samples: boolean): Promise<Encoder> {
    const feed = new StreamedFeed(this.#engine.gpu, fields, CHUNK);
    const source = { ...feed.source, rows: CHUNK, ring: 1 };
    const { model } = this.#engine;
    const noise = { kind: 'counter', stream: streams.posterior } as const;
    const recorded = samples ? posteriorPlan(model, source, noise) : model.encoderPlan(source);
    const compiled = await compilePlan(this.#engine, recorded.plan, feed.inputs, feed);
    return { ...compiled, feed, outputs: Object.values(recorded.outputs) };
  }

  #openDecoder(): Promise<Decoder> {
    return this.#openDecoding(this.#engine.model.decoderPlan(CHUNK));
  }

  #openSampler(): Promise<Decoder> {
    const noise = { kind: 'counter', stream: streams.sampling } as const;
    return this.#openDecoding(this.#engine.model.samplerPlan(CHUNK, noise));
  }

  async #openDecoding(recorded: VaePlan<{ x: Tensor }>): Promise<Decoder> {
    const inputs = recorded.inputs.map((tensor) => new ChunkInput(this.#engine.gpu, tensor));
    const buffers = new Map(inputs.map(({ name, buffer }) => [name, buffer]));
    const owner = {
      dispose(): void {
        for (const input of inputs) input.dispose();
      },
    };
    const compiled = await compilePlan(this.#engine, recorded.plan, buffers, owner);
    return { ...compiled, inputs, x: recorded.outputs.x };
  }
}
