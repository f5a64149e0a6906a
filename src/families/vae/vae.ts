import type { LikelihoodHead } from '../../distributions/likelihoods/likelihood.ts';
import { buildLikelihood } from '../../distributions/likelihoods/likelihoods.ts';
import { differentiate } from '../../graph/differentiate.ts';
import { Graph } from '../../graph/graph.ts';
import type { Plan } from '../../graph/plan.ts';
import { HEALTH, IGNORED_HEALTH } from '../../graph/report.ts';
import { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { Layers } from '../../layers/layers.ts';
import { concat } from '../../ops/concat.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { type KlRule, kl as klDivergence } from '../../ops/kl.ts';
import type { Noise } from '../../ops/noise.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { sampledKl } from '../../ops/sampledKl.ts';
import { standardNormal } from '../../ops/standardNormal.ts';
import { sumTerms } from '../../ops/sumTerms.ts';
import { optimizerUpdate } from '../../optimizers/optimizerUpdate.ts';
import type { OptimizerOptions } from '../../optimizers/registry.ts';
import { type BatchSource, recordBatch } from './batch.ts';
import { dataColumns, resolveConfig, type VaeConfig, type VaeConfigChoice } from './config.ts';

/** What is differentiated, but for the weights of its terms, which are step scalars. */
export interface Objective {
  /** `elbo`: reconstruction + KL in closed form; `iwae`: the importance-weighted bound. */
  readonly bound: 'elbo' | 'iwae';
  /** Samples of z for each example. */
  readonly samples: number;
  /** What takes the place of the KL in closed form. */
  readonly klRule: KlRule;
}

const ELBO: Objective = { bound: 'elbo', samples: 1, klRule: 'plain' };

/** The loss terms that a plan sums up; `bound` where the objective is importance-weighted. */
type LossTerms = {
  readonly reconstruction: Tensor;
  readonly kl: Tensor;
  readonly bound?: Tensor;
};

/** A plan and the tensors its caller binds or reads, by role in the model. */
export interface VaePlan<Outputs = LossTerms, Inputs = readonly Tensor[]> {
  readonly plan: Plan;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

/**
 * A fully connected VAE: declares its parameters in a store and records the plans that train and
 * use it.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013; parameter names and
 * initialisation as in PyTorch's `examples/vae`.
 */
export class VaeModel {
  readonly config: VaeConfig;
  readonly store = new Store();
  readonly #encoder: readonly Dense[];
  /** Hidden layers; the likelihood has the last one. */
  readonly #decoder: readonly Dense[];
  readonly #likelihood: LikelihoodHead;

  /** @throws ConfigError naming the field that is out of range. */
  constructor(choice: VaeConfigChoice) {
    this.config = resolveConfig(choice);
    const { input, hidden, latent, activation, condition } = this.config;
    const layers = new Layers(this.store);
    const seen = dataColumns(this.config);
    const encoded = hidden.at(-1) ?? seen;
    this.#encoder = [
      ...layers.stack('fc1', [seen, ...hidden], activation),
      layers.layer('fc2', encoded, 2 * latent, 'identity', ['fc21', 'fc22']),
    ];
    const mirrored = [latent + condition, ...[...hidden].reverse()];
    this.#decoder = layers.stack('fc3', mirrored, activation);
    const decoded = mirrored.at(-1) ?? 0;
    this.#likelihood = buildLikelihood(
      {
        columns: input,
        store: this.store,
        layer: (name, width) => layers.layer(name, decoded, width, 'identity'),
      },
      this.config.likelihood,
    );
  }

  /**
   * A whole training step: loss terms, gradients, the optimizer.
   * @param differing what of the objective is not that of the evidence lower bound
   */
  trainingPlan(
    source: BatchSource,
    noise: Noise,
    optimizer: OptimizerOptions,
    differing: Partial<Objective> = {},
  ): VaePlan {
    const objective = { ...ELBO, ...differing };
    const { graph, inputs, losses, terms } = this.#objective(source, noise, objective, true);
    const { dispatches } = differentiate(graph, losses, this.store.parameters);
    const update = this.store.groups.flatMap((group) => optimizerUpdate(group, optimizer));
    const step = [...graph.forward, ...dispatches, ...update];
    return withSums('training', step, inputs, terms, objective, HEALTH);
  }

  /** The loss terms alone. */
  evaluationPlan(source: BatchSource, noise: Noise): VaePlan {
    const { graph, inputs, terms } = this.#objective(source, noise, ELBO, false);
    return withSums('evaluation', graph.forward, inputs, terms, ELBO, IGNORED_HEALTH);
  }

  /**
   * The importance-weighted bound of each row: `bound` `[ring, 1, rows]`, in nats. It is an upper
   * bound of -log p(x), the closer the more samples.
   */
  boundPlan(source: BatchSource, noise: Noise, samples: number): VaePlan<{ bound: Tensor }> {
    const objective = { ...ELBO, bound: 'iwae', samples } as const;
    const { graph, inputs, losses } = this.#objective(source, noise, objective, false);
    return plan('bound', graph, inputs, { bound: losses[0] });
  }

  /** Rows of data → `stats` `[rows, 2·latent]`: mu, then logvar. */
  encoderPlan(source: BatchSource): VaePlan<{ stats: Tensor }> {
    const graph = new Graph(this.store);
    const { seen, inputs } = recordBatch(graph, this.config, source, false);
    const stats = apply(graph, this.#encoder, seen);
    return plan('encoder', graph, inputs, { stats });
  }

  /**
   * Latents `z` `[rows, latent]`, and the condition `[rows, condition]` of a model that takes one,
   * → `x` `[rows, input]`, the decoder's means.
   */
  decoderPlan(rows: number): VaePlan<{ x: Tensor }, readonly [Tensor, ...Tensor[]]> {
    const graph = new Graph(this.store);
    const z = graph.input('z', [rows, this.config.latent]);
    const condition = this.#conditionInput(graph, rows);
    const inputs = [z, ...condition] as const;
    return plan('decoder', graph, inputs, { x: this.#decodeMeans(graph, z, condition[0]) });
  }

  /** Samples of the prior, decoded: `x` `[rows, input]`. */
  samplerPlan(rows: number, noise: Noise): VaePlan<{ x: Tensor }> {
    const graph = new Graph(this.store);
    const z = standardNormal(graph, { name: 'z', rows, latent: this.config.latent, noise });
    const condition = this.#conditionInput(graph, rows);
    return plan('sampler', graph, condition, { x: this.#decodeMeans(graph, z, condition[0]) });
  }

  #objective(source: BatchSource, noise: Noise, objective: Objective, training: boolean) {
    const { bound, samples, klRule } = objective;
    const graph = new Graph(this.store, { ring: source.ring });
    const { inputs, x, seen, condition } = recordBatch(graph, this.config, source, training);
    if (noise.kind === 'given') inputs.push(noise.noise);
    const stats = apply(graph, this.#encoder, seen);
    const z = reparameterize(graph, stats, { name: 'z', noise, samples });
    const importance = bound === 'iwae';
    const kl = importance
      ? sampledKl(graph, stats, z, { name: 'kl', noise })
      : klDivergence(graph, stats, { name: 'kl', rule: klRule });
    const h = this.#decode(graph, z, condition, samples);
    const reconstruction = this.#likelihood.loss(graph, h, x, samples);
    if (!importance) {
      const terms: LossTerms = { reconstruction, kl };
      return { graph, inputs, losses: [reconstruction, kl] as const, terms };
    }
    const weighted = importanceBound(graph, reconstruction, kl, { name: 'bound', samples });
    const terms: LossTerms = { reconstruction, kl, bound: weighted };
    return { graph, inputs, losses: [weighted] as const, terms };
  }

  #conditionInput(graph: Graph, rows: number): readonly Tensor[] {
    const { condition } = this.config;
    return condition > 0 ? [graph.input('condition', [rows, condition])] : [];
  }

  /** @param samples of each example in `z`, which share its row of `condition` */
  #decode(graph: Graph, z: Tensor, condition: Tensor | undefined, samples = 1): Tensor {
    const first = condition ? concat(graph, z, condition, { name: 'z.condition', samples }) : z;
    return apply(graph, this.#decoder, first);
  }

  #decodeMeans(graph: Graph, z: Tensor, condition: Tensor | undefined): Tensor {
    return this.#likelihood.mean(graph, this.#decode(graph, z, condition));
  }
}

function apply(graph: Graph, layers: readonly Dense[], x: Tensor): Tensor {
  return layers.reduce((value, layer) => dense(graph, value, layer), x);
}

function plan<Outputs, Inputs>(
  name: string,
  graph: Graph,
  inputs: Inputs,
  outputs: Outputs,
): VaePlan<Outputs, Inputs> {
  return { plan: { name, step: graph.forward, burst: [] }, inputs, outputs };
}

function withSums(
  name: string,
  step: Plan['step'],
  inputs: readonly Tensor[],
  { reconstruction, kl, bound }: LossTerms,
  { bound: kind, samples }: Objective,
  health: Tensor,
): VaePlan {
  const sums = {
    reconstruction: sumTerms(reconstruction, 0, health, samples),
    kl: sumTerms(kl, 1, health, kind === 'iwae' ? samples : 1),
    ...(bound && { bound: sumTerms(bound, 2, health) }),
  };
  return {
    plan: { name, step, burst: Object.values(sums).map(({ dispatch }) => dispatch) },
    inputs,
    outputs: {
      reconstruction: sums.reconstruction.sums,
      kl: sums.kl.sums,
      ...(sums.bound && { bound: sums.bound.sums }),
    },
  };
}
