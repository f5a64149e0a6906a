import type { Dataset } from '../data/dataset.ts';
import { ShapeError } from '../errors.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import { InputBuffer } from '../gpu/inputBuffer.ts';
import { StreamedFeed } from '../gpu/streamedFeed.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { posteriorPlan } from '../latent/plans.ts';
import { streams } from '../random/streams.ts';
import { cutBatches } from './bursts.ts';
import type { Engine } from './engine.ts';
import type { Encoding, SampledEncoding, SampleOptions } from './inferenceOptions.ts';
import { IDLE_SCALARS } from './stepScalars.ts';

/** Rows that one pass of an inference plan takes. */
const CHUNK = 128;

interface Encoder {
  readonly feed: StreamedFeed;
  readonly executable: Executable;
  /** `stats`, and `z` where the encoder samples. */
  readonly outputs: readonly Tensor[];
  dispose(): void;
}

interface Decoder {
  readonly z: InputBuffer;
  readonly executable: Executable;
  readonly x: Tensor;
  dispose(): void;
}

type Sampler = Omit<Decoder, 'z'>;

/** Encoding, decoding and sampling over a model's store, in chunks of rows. */
export class Inference {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Rows of data → mu and logvar, each `[rows, latent]`. */
  async encode(data: Dataset): Promise<Encoding> {
    const { mu, logvar } = await this.#encode(data);
    return { mu, logvar };
  }

  /** Rows of data → mu, logvar and a sample z of each posterior, which depends on row and seed. */
  samplePosterior(data: Dataset, seed: number): Promise<SampledEncoding> {
    return this.#encode(data, seed);
  }

  /** @param seed of the samples; without one none are drawn and `z` is empty */
  async #encode(data: Dataset, seed?: number): Promise<SampledEncoding> {
    const { latent } = this.#engine.model.config;
    const samples = seed !== undefined;
    const mu = new Float32Array(data.rows * latent);
    const logvar = new Float32Array(data.rows * latent);
    const z = new Float32Array(samples ? data.rows * latent : 0);
    const open = (): Promise<Encoder> => this.#openEncoder(data, samples);
    const purpose = `${samples ? 'posterior' : 'encoder'} ${data.dtype}`;
    await this.#use(purpose, open, async ({ feed, executable, outputs }) => {
      feed.attach(data);
      for (const [counter, { first, rows }] of cutBatches(0, data.rows, CHUNK).entries()) {
        this.#engine.assertLive();
        const first_row = feed.prepare(first, rows);
        const record = { ...IDLE_SCALARS, row_count: rows, first_row, counter, seed: seed ?? 0 };
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
   * @throws ShapeError if `z` is not whole rows of latents
   */
  async decode(z: Float32Array): Promise<Float32Array> {
    const { latent, input } = this.#engine.model.config;
    if (z.length === 0 || z.length % latent !== 0) {
      throw new ShapeError(`z must be rows of ${latent} latents, got ${z.length} values`);
    }
    const total = z.length / latent;
    const x = new Float32Array(total * input);
    const chunk = new Float32Array(CHUNK * latent);
    const open = (): Promise<Decoder> => this.#openDecoder();
    await this.#use('decoder', open, async ({ z: buffer, executable, x: output }) => {
      for (const { first, rows } of cutBatches(0, total, CHUNK)) {
        this.#engine.assertLive();
        chunk.fill(0);
        chunk.set(z.subarray(first * latent, (first + rows) * latent));
        buffer.write(chunk);
        const record = { ...IDLE_SCALARS, row_count: rows };
        const [means = new Float32Array()] = await executable.run([record], [output]);
        x.set(means.subarray(0, rows * input), first * input);
      }
    });
    return x;
  }

  /**
   * `count` samples of N(0, temperature² I), decoded: `[count, input]`. A row depends on nothing but
   * its number and the options.
   */
  async sample(
    count: number,
    { seed, temperature }: Required<SampleOptions>,
  ): Promise<Float32Array> {
    const { input } = this.#engine.model.config;
    const x = new Float32Array(count * input);
    const open = (): Promise<Sampler> => this.#openSampler();
    await this.#use('sampler', open, async ({ executable, x: output }) => {
      for (const [counter, { first, rows }] of cutBatches(0, count, CHUNK).entries()) {
        this.#engine.assertLive();
        const noise = { seed, counter, noise_scale: temperature };
        const record = { ...IDLE_SCALARS, row_count: rows, ...noise };
        const [means = new Float32Array()] = await executable.run([record], [output]);
        x.set(means.subarray(0, rows * input), first * input);
      }
    });
    return x;
  }

  async #use<S extends { dispose(): void }>(
    purpose: string,
    open: () => Promise<S>,
    run: (session: S) => Promise<void>,
  ): Promise<void> {
    const engine = this.#engine;
    await engine.survive((live) => engine.sessions.use(live, purpose, '', open, run));
  }

  async #openEncoder({ columns, dtype }: Dataset, samples: boolean): Promise<Encoder> {
    const feed = new StreamedFeed(this.#engine.gpu, { columns, dtype }, CHUNK);
    const source = { rows: CHUNK, dataRows: feed.rows, dtype, ring: 1 };
    const { model } = this.#engine;
    const noise = { kind: 'counter', stream: streams.posterior } as const;
    const recorded = samples ? posteriorPlan(model, source, noise) : model.encoderPlan(source);
    const executable = await this.#compile(recorded, feed.inputs, feed);
    const dispose = (): void => {
      executable.dispose();
      feed.dispose();
    };
    const outputs = Object.values(recorded.outputs);
    return { feed, executable, outputs, dispose };
  }

  async #openDecoder(): Promise<Decoder> {
    const plan = this.#engine.model.decoderPlan(CHUNK);
    const z = new InputBuffer(this.#engine.gpu, plan.inputs[0]);
    const executable = await this.#compile(plan, new Map([[z.tensor.name, z.buffer]]), z);
    const dispose = (): void => {
      executable.dispose();
      z.dispose();
    };
    return { z, executable, x: plan.outputs.x, dispose };
  }

  async #openSampler(): Promise<Sampler> {
    const noise = { kind: 'counter', stream: streams.sampling } as const;
    const plan = this.#engine.model.samplerPlan(CHUNK, noise);
    const executable = await this.#compile(plan, new Map());
    return { executable, x: plan.outputs.x, dispose: () => executable.dispose() };
  }

  /** Compiles a plan over inputs, whose owner is disposed of where that fails. */
  async #compile(
    { plan }: { plan: Plan },
    inputs: InputBuffers,
    owner?: { dispose(): void },
  ): Promise<Executable> {
    const { gpu, store } = this.#engine;
    try {
      return await Executable.compile(gpu, store, this.#engine.adapt(plan), inputs, 1);
    } catch (error) {
      owner?.dispose();
      throw error;
    }
  }
}
