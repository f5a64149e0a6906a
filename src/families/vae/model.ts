import type { Field } from '../../data/field.ts';
import type { LikelihoodHead } from '../../distributions/likelihoods/likelihood.ts';
import { buildLikelihood, meanFormula } from '../../distributions/likelihoods/likelihoods.ts';
import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import { Graph } from '../../graph/graph.ts';
import { logicalSize } from '../../graph/layout.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import { flatSize, type Mode } from '../../layers/layer.ts';
import type { AnyLayerKind } from '../../layers/registry.ts';
import { buildStack, type LayerDescription, type Stack } from '../../layers/stack.ts';
import { concat } from '../../ops/concat.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { standardNormal } from '../../ops/standardNormal.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  Program,
  Programs,
  Term,
  Watched,
} from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { VaeArchitecture } from './architecture.ts';
import { DATA, recordBatch, vaeFields } from './batch.ts';
import { klRule, VAE_OBJECTIVE, type VaeObjectiveOptions } from './objective.ts';

/**
 * A variational autoencoder: declares its parameters in a store and records its programs. Source:
 * Kingma & Welling, "Auto-encoding variational Bayes", 2013; parameter names and initialisation as
 * in PyTorch's `examples/vae`.
 */
export class VaeModel implements Model {
  readonly architecture: VaeArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures = { elbo: ['reconstruction', 'kl'] };
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: { readonly size: number };
  readonly condition?: NonNullable<Model['condition']>;
  readonly decoderNotes: Readonly<Record<string, string>>;
  readonly #encoder: Stack;
  readonly #stats: Dense;
  readonly #decoder: Stack;
  readonly #likelihood: LikelihoodHead;
  readonly #heads: { readonly stats: LayerDescription; readonly likelihood: LayerDescription };

  /** @param kinds the loaded kinds of the architecture's layers */
  constructor(architecture: VaeArchitecture, kinds: ReadonlyMap<string, AnyLayerKind>) {
    this.architecture = architecture;
    const { input, encoder, latent, decoder, likelihood, condition } = architecture;
    const { store } = this;
    this.latent = latent;
    this.fields = vaeFields(architecture);
    if (condition > 0) {
      this.condition = { field: DATA, first: flatSize(input), size: condition };
    }
    const { activation = 'identity' } = (decoder[0] ?? {}) as { readonly activation?: string };
    this.decoderNotes = {
      activation,
      likelihood: likelihood.kind,
      mean: meanFormula(likelihood),
    };
    const columns = flatSize(input);
    const seen = condition > 0 ? [columns + condition] : input;
    const names = stackNames(architecture);
    this.#encoder = buildStack(encoder, seen, kinds, { store, name: names.encoder });
    this.#stats = declareDense(store, {
      name: 'fc2',
      inputs: flatSize(this.#encoder.output),
      units: 2 * latent.size,
      activation: 'identity',
      parts: [{ name: 'fc21' }, { name: 'fc22' }],
    });
    const code = [latent.size + condition];
    this.#decoder = buildStack(decoder, code, kinds, { store, name: names.decoder });
    const decoded = flatSize(this.#decoder.output);
    const before = store.parameters.length;
    this.#likelihood = buildLikelihood(
      {
        columns,
        store,
        layer: (name, units) =>
          declareDense(store, { name, inputs: decoded, units, activation: 'identity' }),
      },
      likelihood,
    );
    const { weight, bias } = this.#stats;
    this.#heads = {
      stats: {
        name: 'fc21, fc22',
        kind: 'gaussian posterior',
        output: [latent.size],
        parameters: sizeOf([weight, bias]),
      },
      likelihood: {
        name: 'fc4',
        kind: `${likelihood.kind} likelihood`,
        output: input,
        parameters: sizeOf(store.parameters.slice(before)),
      },
    };
  }

  /**
   * Evaluation always uses the evidence lower bound with one sample, whatever objective is trained.
   */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    const trained = request.options as unknown as VaeObjectiveOptions;
    return this.#record(graph, request, request.mode === 'train' ? trained : VAE_OBJECTIVE);
  }

  #record(
    graph: Graph,
    { source, mode, noise }: Omit<ObjectiveRequest, 'options'>,
    { bound, samples, beta, freeBits, capacity }: VaeObjectiveOptions,
  ): Objective {
    const { x, seen, condition } = recordBatch(graph, this.architecture, source, mode === 'train');
    const stats = this.#encode(graph, seen, mode);
    const posterior = gaussianPosterior(stats);
    const drawn = noise.next(graph, source.rows * samples, this.latent.size);
    const z = posterior.sample(graph, { name: 'z', noise: drawn, samples });
    if (bound === 'iwae') {
      const kl = posterior.logRatio(graph, z, { name: 'kl', noise: drawn });
      const reconstruction = this.#reconstruction(graph, z, condition, x, samples, mode);
      const tensor = importanceBound(graph, reconstruction, kl, { name: 'bound', samples });
      return {
        terms: {
          reconstruction: { tensor: reconstruction, samples },
          kl: { tensor: kl, samples },
          bound: { tensor },
        },
        updates: [{ group: DEFAULT_GROUP, minimises: { bound: 1 } }],
      };
    }
    const rule = klRule({ freeBits, capacity });
    const target = rule === 'plain' ? undefined : graph.target();
    const kl: Term = {
      tensor: posterior.divergence(graph, {
        name: 'kl',
        rule,
        ...(target !== undefined && { target }),
      }),
    };
    const reconstruction = this.#reconstruction(graph, z, condition, x, samples, mode);
    return {
      terms: { reconstruction: { tensor: reconstruction, samples }, kl },
      updates: [
        {
          group: DEFAULT_GROUP,
          minimises: { reconstruction: 1, kl: { option: 'beta', schedule: beta } },
        },
      ],
      targets:
        target === undefined
          ? []
          : [capacity === undefined ? freeBits : { option: 'capacity', schedule: capacity }],
    };
  }

  readonly programs: Programs = {
    encode: (source) => {
      const graph = new Graph(this.store);
      const { seen } = recordBatch(graph, this.architecture, source, false);
      return forwardProgram('encoder', graph, { stats: this.#encode(graph, seen, 'evaluate') });
    },
    posterior: (source, noise) => {
      const graph = new Graph(this.store);
      const { seen } = recordBatch(graph, this.architecture, source, false);
      const stats = this.#encode(graph, seen, 'evaluate');
      const drawn = noise.next(graph, source.rows, this.latent.size);
      const z = gaussianPosterior(stats).sample(graph, { name: 'z', noise: drawn });
      return forwardProgram('posterior', graph, { stats, z });
    },
    decode: (rows) => {
      const graph = new Graph(this.store);
      const z = graph.input('z', [rows, this.latent.size]);
      return this.#decoding('decoder', graph, z, rows);
    },
    sample: (rows, noise) => {
      const graph = new Graph(this.store);
      const { size } = this.latent;
      const drawn = noise.next(graph, rows, size);
      const z = standardNormal(graph, { name: 'z', rows, latent: size, noise: drawn });
      return this.#decoding('sampler', graph, z, rows);
    },
    bound: (source, noise, samples) => {
      const graph = new Graph(this.store, { ring: source.ring });
      const options = { ...VAE_OBJECTIVE, bound: 'iwae', samples } as const;
      const { terms } = this.#record(graph, { source, mode: 'evaluate', noise }, options);
      return forwardProgram('bound', graph, terms.bound ? { bound: terms.bound.tensor } : {});
    },
  };

  describe(): readonly LayerDescription[] {
    const { stats, likelihood } = this.#heads;
    return [...this.#encoder.layers, stats, ...this.#decoder.layers, likelihood];
  }

  #encode(graph: Graph, seen: Tensor, mode: Mode): Tensor {
    return dense(graph, this.#encoder.apply(graph, seen, mode), this.#stats);
  }

  /**
   * @param samples number of samples per example in `z`; they share the example's row of
   * `condition`
   */
  #decode(
    graph: Graph,
    z: Tensor,
    condition: Tensor | undefined,
    samples: number,
    mode: Mode,
  ): Tensor {
    const code = condition ? concat(graph, z, condition, { name: 'z.condition', samples }) : z;
    return this.#decoder.apply(graph, code, mode);
  }

  #reconstruction(
    graph: Graph,
    z: Tensor,
    condition: Tensor | undefined,
    x: Tensor,
    samples: number,
    mode: Mode,
  ): Tensor {
    return this.#likelihood.loss(
      graph,
      this.#decode(graph, z, condition, samples, mode),
      x,
      samples,
    );
  }

  #decoding(name: string, graph: Graph, z: Tensor, rows: number): Program {
    const { condition: width } = this.architecture;
    const condition = width > 0 ? graph.input('condition', [rows, width]) : undefined;
    const h = this.#decode(graph, z, condition, 1, 'evaluate');
    return forwardProgram(name, graph, { x: this.#likelihood.mean(graph, h) });
  }
}

/**
 * Layer names: fc1 to fc4 for dense stacks, as in PyTorch's example, else `encoder` and `decoder`.
 */
function stackNames({ encoder, decoder }: VaeArchitecture): { encoder: string; decoder: string } {
  const plain = [...encoder, ...decoder].every(({ kind }) => kind === 'dense');
  return plain ? { encoder: 'fc1', decoder: 'fc3' } : { encoder: 'encoder', decoder: 'decoder' };
}

function sizeOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { shape }) => sum + logicalSize(shape), 0);
}
