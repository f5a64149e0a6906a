import type { Field } from '../../data/field.ts';
import type { LikelihoodHead } from '../../distributions/likelihoods/likelihood.ts';
import { buildLikelihood, meanFormula } from '../../distributions/likelihoods/likelihoods.ts';
import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import { Graph } from '../../graph/graph.ts';
import { logicalSize } from '../../graph/layout.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import { type ForwardPass, flatSize } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, type Stack } from '../../layers/stack.ts';
import { concat } from '../../ops/concat.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import type { NoiseSource } from '../../ops/noise.ts';
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

  /** The kinds of the architecture's layers are loaded. */
  constructor(architecture: VaeArchitecture) {
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
    this.#encoder = buildStack(encoder, seen, { store, name: names.encoder });
    this.#stats = declareDense(store, {
      name: 'fc2',
      inputs: flatSize(this.#encoder.output),
      units: 2 * latent.size,
      activation: 'identity',
      parts: [{ name: 'fc21' }, { name: 'fc22' }],
    });
    const code = [latent.size + condition];
    this.#decoder = buildStack(decoder, code, { store, name: names.decoder });
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
    const pass = { mode, noise };
    const stats = this.#encode(graph, seen, pass);
    const posterior = gaussianPosterior(stats);
    const drawn = noise.next(graph, source.rows * samples, this.latent.size);
    const z = posterior.sample(graph, { name: 'z', noise: drawn, samples });
    if (bound === 'iwae') {
      const kl = posterior.logRatio(graph, z, { name: 'kl', noise: drawn });
      const reconstruction = this.#reconstruction(graph, { z, condition, samples }, x, pass);
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
    const reconstruction = this.#reconstruction(graph, { z, condition, samples }, x, pass);
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
    encode: {
      record: ({ source, noise }) => {
        const graph = new Graph(this.store);
        const { seen } = recordBatch(graph, this.architecture, source, false);
        const stats = this.#encode(graph, seen, { mode: 'evaluate', noise });
        return forwardProgram('encoder', graph, { stats });
      },
    },
    posterior: {
      record: ({ source, noise }) => {
        const graph = new Graph(this.store);
        const { seen } = recordBatch(graph, this.architecture, source, false);
        const stats = this.#encode(graph, seen, { mode: 'evaluate', noise });
        const drawn = noise.next(graph, source.rows, this.latent.size);
        const z = gaussianPosterior(stats).sample(graph, { name: 'z', noise: drawn });
        return forwardProgram('posterior', graph, { stats, z });
      },
    },
    decode: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(this.store);
        const z = graph.input('z', [rows, this.latent.size]);
        return this.#decoding('decoder', graph, z, noise);
      },
    },
    sample: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(this.store);
        const { size } = this.latent;
        const drawn = noise.next(graph, rows, size);
        const z = standardNormal(graph, { name: 'z', rows, latent: size, noise: drawn });
        return this.#decoding('sampler', graph, z, noise);
      },
    },
    bound: {
      record: ({ source, noise, samples }) => {
        const graph = new Graph(this.store, { ring: source.ring });
        const options = { ...VAE_OBJECTIVE, bound: 'iwae', samples } as const;
        const { terms } = this.#record(graph, { source, mode: 'evaluate', noise }, options);
        return forwardProgram('bound', graph, terms.bound ? { bound: terms.bound.tensor } : {});
      },
    },
  };

  describe(): readonly LayerDescription[] {
    const { stats, likelihood } = this.#heads;
    return [...this.#encoder.layers, stats, ...this.#decoder.layers, likelihood];
  }

  #encode(graph: Graph, seen: Tensor, pass: ForwardPass): Tensor {
    return dense(graph, this.#encoder.apply(graph, { x: seen }, pass).y, this.#stats);
  }

  #decode(graph: Graph, { z, condition, samples }: Code, pass: ForwardPass): Tensor {
    const x = condition ? concat(graph, z, condition, { name: 'z.condition', samples }) : z;
    return this.#decoder.apply(graph, { x }, pass).y;
  }

  #reconstruction(graph: Graph, code: Code, x: Tensor, pass: ForwardPass): Tensor {
    return this.#likelihood.loss(graph, this.#decode(graph, code, pass), x, code.samples);
  }

  #decoding(name: string, graph: Graph, z: Tensor, noise: NoiseSource): Program {
    const { condition: width } = this.architecture;
    const [rows = 0] = z.shape;
    const condition = width > 0 ? graph.input('condition', [rows, width]) : undefined;
    const h = this.#decode(graph, { z, condition, samples: 1 }, { mode: 'evaluate', noise });
    return forwardProgram(name, graph, { x: this.#likelihood.mean(graph, h) });
  }
}

/** The decoder's input. */
interface Code {
  /** `[rows · samples, latent]`; samples of a row are adjacent and share its condition. */
  readonly z: Tensor;
  /** `[rows, condition]`, for conditional models. */
  readonly condition: Tensor | undefined;
  readonly samples: number;
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
