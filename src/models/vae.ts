import { ConfigError } from '../errors.ts';
import { differentiate } from '../graph/differentiate.ts';
import { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import { HEALTH, IGNORED_HEALTH } from '../graph/report.ts';
import { Store } from '../graph/store.ts';
import type { DType, Tensor } from '../graph/tensor.ts';
import { type Dense, dense } from '../ops/dense.ts';
import { gather } from '../ops/gather.ts';
import { kl as klDivergence } from '../ops/kl.ts';
import { likelihood } from '../ops/likelihood.ts';
import { optimizerUpdate } from '../ops/optimizerUpdate.ts';
import { reparameterize } from '../ops/reparameterize.ts';
import { type Activation, assertActivation, type Noise } from '../ops/slots.ts';
import { standardNormal } from '../ops/standardNormal.ts';
import { sumTerms } from '../ops/sumTerms.ts';
import type { OptimizerOptions } from '../optimizers/registry.ts';

/** The architecture of a fully connected VAE. */
export interface VaeConfig {
  /** Columns of the data. */
  readonly input: number;
  /** Widths of the encoder's hidden layers; the decoder mirrors them. May be empty. */
  readonly hidden: readonly number[];
  /** Dimensions of z. */
  readonly latent: number;
  /** Activation of the hidden layers. */
  readonly activation: Activation;
}

/** The VAE of PyTorch's examples: 784-400-(20+20)-400-784. */
export const SEED_CONFIG: VaeConfig = { input: 784, hidden: [400], latent: 20, activation: 'relu' };

/** Where a plan's rows come from and how many it takes at a time. */
export interface BatchSource {
  readonly rows: number;
  /** Rows and element type of the data set that `data` and `row_index` are bound to. */
  readonly dataRows: number;
  readonly dtype: Extract<DType, 'u8' | 'f32'>;
  /** Slots of the loss ring. */
  readonly ring: number;
}

/** A plan and the tensors its caller binds or reads, by role in the model. */
export interface VaePlan<
  Output extends string = 'reconstruction' | 'kl',
  Inputs = readonly Tensor[],
> {
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly outputs: Readonly<Record<Output, Tensor>>;
}

/**
 * A fully connected VAE with a Bernoulli decoder: declares its parameters in a store and
 * records the plans that train and use it.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013; parameter names and
 * initialisation as in PyTorch's `examples/vae`.
 */
export class VaeModel {
  readonly config: VaeConfig;
  readonly store = new Store();
  readonly #encoder: readonly Dense[];
  readonly #decoder: readonly Dense[];

  /** @throws ConfigError naming the field that is out of range. */
  constructor(config: VaeConfig) {
    validate(config);
    this.config = config;
    const { input, hidden, latent, activation } = config;
    const encoded = hidden.at(-1) ?? input;
    this.#encoder = [
      ...this.#stack('fc1', [input, ...hidden], activation),
      this.#layer('fc2', encoded, 2 * latent, 'identity', ['fc21', 'fc22']),
    ];
    const mirrored = [latent, ...[...hidden].reverse()];
    this.#decoder = [
      ...this.#stack('fc3', mirrored, activation),
      this.#layer('fc4', mirrored.at(-1) ?? latent, input, 'identity'),
    ];
  }

  /** A whole training step: loss terms, gradients, the optimizer. */
  trainingPlan(source: BatchSource, noise: Noise, optimizer: OptimizerOptions): VaePlan {
    const { graph, inputs, reconstruction, klTerm } = this.#objective(source, noise);
    const { dispatches } = differentiate(graph, [reconstruction, klTerm], this.store.parameters);
    const update = this.store.groups.flatMap((group) => optimizerUpdate(group, optimizer));
    const step = [...graph.forward, ...dispatches, ...update];
    return withSums('training', step, inputs, [reconstruction, klTerm], HEALTH);
  }

  /** The loss terms alone. */
  evaluationPlan(source: BatchSource, noise: Noise): VaePlan {
    const { graph, inputs, reconstruction, klTerm } = this.#objective(source, noise);
    return withSums('evaluation', graph.forward, inputs, [reconstruction, klTerm], IGNORED_HEALTH);
  }

  /** Rows of data → `stats` `[rows, 2·latent]`: mu, then logvar. */
  encoderPlan(source: BatchSource): VaePlan<'stats'> {
    const graph = new Graph(this.store);
    const { x, inputs } = this.#batch(graph, source);
    const stats = this.#apply(graph, this.#encoder, x);
    return plan('encoder', graph, inputs, { stats });
  }

  /** Latents `z` `[rows, latent]` → `x` `[rows, input]`, the decoder's means. */
  decoderPlan(rows: number): VaePlan<'x', readonly [Tensor]> {
    const graph = new Graph(this.store);
    const z = graph.input('z', [rows, this.config.latent]);
    return plan('decoder', graph, [z], { x: this.#decodeMeans(graph, z) });
  }

  /** Samples of the prior, decoded: `x` `[rows, input]`. */
  samplerPlan(rows: number, noise: Noise): VaePlan<'x'> {
    const graph = new Graph(this.store);
    const z = standardNormal(graph, { name: 'z', rows, latent: this.config.latent, noise });
    return plan('sampler', graph, [], { x: this.#decodeMeans(graph, z) });
  }

  #objective(source: BatchSource, noise: Noise) {
    const graph = new Graph(this.store, { ring: source.ring });
    const { x, inputs } = this.#batch(graph, source);
    if (noise.kind === 'given') inputs.push(noise.noise);
    const stats = this.#apply(graph, this.#encoder, x);
    const z = reparameterize(graph, stats, { name: 'z', noise });
    const klTerm = klDivergence(graph, stats, { name: 'kl' });
    const logits = this.#apply(graph, this.#decoder, z);
    const reconstruction = likelihood(graph, logits, x, {
      name: 'reconstruction',
      choice: 'bernoulli',
    });
    return { graph, inputs, reconstruction, klTerm };
  }

  #batch(graph: Graph, source: BatchSource): { x: Tensor; inputs: Tensor[] } {
    const data = graph.input('data', [source.dataRows, this.config.input], source.dtype);
    const rowIndex = graph.input('row_index', [source.dataRows], 'u32');
    const x = gather(graph, data, rowIndex, { name: 'x', rows: source.rows });
    return { x, inputs: [data, rowIndex] };
  }

  #decodeMeans(graph: Graph, z: Tensor): Tensor {
    const last = this.#decoder.length - 1;
    const means = this.#decoder.map((layer, i): Dense => {
      return i === last ? { ...layer, activation: 'sigmoid' } : layer;
    });
    return this.#apply(graph, means, z);
  }

  #apply(graph: Graph, layers: readonly Dense[], x: Tensor): Tensor {
    return layers.reduce((value, layer) => dense(graph, value, layer), x);
  }

  /** One layer is called `name`, several `name.0`, `name.1`, … */
  #stack(name: string, widths: readonly number[], activation: Activation): Dense[] {
    return widths.slice(1).map((width, i) => {
      const label = widths.length === 2 ? name : `${name}.${i}`;
      return this.#layer(label, widths[i] ?? 0, width, activation);
    });
  }

  #layer(
    name: string,
    fanIn: number,
    width: number,
    activation: Activation,
    parts: readonly string[] = [name],
  ): Dense {
    const bound = 1 / Math.sqrt(fanIn);
    const views = (suffix: string) =>
      parts.map((part) => ({ name: `${part}.${suffix}`, rows: width / parts.length }));
    return {
      name,
      activation,
      weight: this.store.parameter(`${name}.weight`, {
        shape: [width, fanIn],
        bound,
        views: views('weight'),
      }),
      bias: this.store.parameter(`${name}.bias`, { shape: [width], bound, views: views('bias') }),
    };
  }
}

function plan<Output extends string, Inputs>(
  name: string,
  graph: Graph,
  inputs: Inputs,
  outputs: Record<Output, Tensor>,
): VaePlan<Output, Inputs> {
  return { plan: { name, step: graph.forward, burst: [] }, inputs, outputs };
}

function withSums(
  name: string,
  step: Plan['step'],
  inputs: readonly Tensor[],
  [reconstructionTerm, klTerm]: readonly [Tensor, Tensor],
  health: Tensor,
): VaePlan {
  const reconstruction = sumTerms(reconstructionTerm, 0, health);
  const kl = sumTerms(klTerm, 1, health);
  return {
    plan: { name, step, burst: [reconstruction.dispatch, kl.dispatch] },
    inputs,
    outputs: { reconstruction: reconstruction.sums, kl: kl.sums },
  };
}

function validate({ input, hidden, latent, activation }: VaeConfig): void {
  const sizes: [string, number][] = [
    ['input', input],
    ['latent', latent],
    ...hidden.map((width, i): [string, number] => [`hidden[${i}]`, width]),
  ];
  for (const [name, size] of sizes) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new ConfigError(`${name} must be a whole number of at least 1, got ${size}`);
    }
  }
  assertActivation(activation);
}
