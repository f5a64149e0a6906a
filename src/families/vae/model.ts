import type { Field } from '../../data/field.ts';
import { type LikelihoodHead, OUTPUT } from '../../distributions/likelihoods/likelihood.ts';
import { likelihoodDomain, meanFormula } from '../../distributions/likelihoods/likelihoods.ts';
import type { Posterior, PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import { buildPosterior } from '../../distributions/posteriors/posteriors.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { buildPrior } from '../../distributions/priors/priors.ts';
import { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { type ForwardPass, flatSize } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, type Stack } from '../../layers/stack.ts';
import type { NoiseSource } from '../../ops/noise.ts';
import { declareLikelihood } from '../likelihoodHead.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  Program,
  ProgramRequest,
  Programs,
  Watched,
} from '../model.ts';
import { declarePosterior } from '../posteriorHead.ts';
import { forwardProgram } from '../program.ts';
import type { VaeArchitecture } from './architecture.ts';
import { DATA, recordBatch, vaeFields } from './batch.ts';
import type { CodedBatch } from './codedBatch.ts';
import {
  type CodedModel,
  densityPrograms,
  encodingPrograms,
  priorRows,
  recordObjective,
} from './codedPrograms.ts';
import { otherRows } from './others.ts';

/** Names of parameter groups, for models whose parts have an optimizer each. */
export interface VaeGroups {
  /** The group of encoder, posterior and prior. */
  readonly encoder?: string;
  /** The group of decoder and likelihood. */
  readonly decoder?: string;
}

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
  readonly latent: NonNullable<Model['latent']>;
  readonly condition?: NonNullable<Model['condition']>;
  readonly decoderNotes: Readonly<Record<string, string>>;
  readonly #encoder: Stack;
  readonly #posterior: PosteriorHead;
  readonly #prior: Prior;
  /** The model as objectives and programs see it. */
  readonly coded: CodedModel;
  /** The parameters of q(z | x). */
  readonly #ofEncoder: readonly Tensor[];
  readonly #decoder: Stack;
  /** p(x | h) of the decoder's last hidden layer h. */
  readonly likelihood: LikelihoodHead;
  readonly #heads: { readonly posterior: LayerDescription; readonly likelihood: LayerDescription };

  /**
   * The code that the architecture names is loaded.
   * @param groups of the parameters, which are all in `model` by default
   */
  constructor(architecture: VaeArchitecture, groups: VaeGroups = {}) {
    this.architecture = architecture;
    const { input, encoder, latent, decoder, output, likelihood, condition } = architecture;
    const { store } = this;
    const { encoder: ofEncoder = DEFAULT_GROUP, decoder: ofDecoder = ofEncoder } = groups;
    store.declareInto(ofEncoder);
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
    const seen = condition > 0 ? [flatSize(input) + condition] : input;
    const names = stackNames(architecture);
    this.#encoder = buildStack(encoder, seen, { store, name: names.encoder });
    const { kind, size, prior } = latent;
    const posterior = declarePosterior(
      store,
      { input: this.#encoder.output, encoded: encoder.length > 0, size, kind, prior },
      (context) => buildPosterior(context, latent),
    );
    const { head } = posterior;
    this.#posterior = head;
    this.latent = { size, ...(head.classes && { classes: head.classes }) };
    this.#ofEncoder = [...store.parameters];
    this.#prior =
      head.prior ??
      buildPrior(
        {
          store,
          size,
          encoder: {
            columns: flatSize(seen),
            domain: likelihoodDomain(likelihood),
            gaussian: kind === 'gaussian',
            // As if all rows were of one example, so that none is past the end of a batch.
            posterior: (graph, rows, noise) =>
              this.encode(graph, rows, { mode: 'evaluate', noise, samples: rows.shape[0] ?? 1 }),
          },
        },
        prior ?? { kind: 'standardNormal' },
      );
    const code = [size + condition];
    const ofPrior = store.parameters.slice(this.#ofEncoder.length);
    store.declareInto(ofDecoder);
    this.#decoder = buildStack(decoder, code, { store, name: names.decoder });
    const declared = declareLikelihood(store, {
      ...{ likelihood, input, output },
      decoded: this.#decoder.output,
      first: decoder.length === 0,
      nameOf: (name) => outputName(architecture, name),
    });
    this.likelihood = declared.head;
    this.#heads = { posterior: posterior.description, likelihood: declared.description };
    this.coded = {
      ...{ store, head, prior: this.#prior, ofPrior, latent, fields: this.fields },
      posterior: (graph, request) => this.posteriorOf(graph, request),
      code: (...given) => this.#code(...given),
    };
    this.programs = this.#programs();
  }

  /**
   * Evaluation always uses the evidence lower bound with one sample, whatever objective is trained.
   */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    return recordObjective(graph, request, this.coded.code);
  }

  #code(
    ...[graph, { source, mode, noise }, samples, instead]: Parameters<CodedModel['code']>
  ): CodedBatch {
    const { x, seen, condition } = recordBatch(graph, this.architecture, source, mode === 'train');
    const pass = { mode, noise };
    const encoded = this.encode(graph, seen, pass);
    const posterior = instead?.(encoded) ?? encoded;
    const draw = posterior.sample(graph, { name: 'z', noise, samples });
    const code = { z: draw.z, condition, samples };
    return {
      ...{ graph, posterior, draw, noise },
      prior: this.#prior,
      encoder: this.#ofEncoder,
      reconstruction: () => this.#reconstruction(graph, code, x, pass),
    };
  }

  readonly programs: Programs;

  #programs(): Programs {
    return {
      ...encodingPrograms(this.coded),
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
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          return this.#decoding('sampler', graph, z, noise);
        },
      },
      ...densityPrograms(this.coded),
    };
  }

  describe(): readonly LayerDescription[] {
    const { posterior, likelihood } = this.#heads;
    const code = [posterior, ...priorRows(this.coded)];
    return [...this.#encoder.layers, ...code, ...this.#decoder.layers, likelihood];
  }

  /** Records the posterior of rows as the encoder sees them. */
  encode(graph: Graph, seen: Tensor, pass: ForwardPass): Posterior {
    const h = this.#encoder.apply(graph, { x: seen }, pass).y;
    return this.#posterior.posterior(graph, h, { training: pass.mode === 'train' });
  }

  /** Records the posterior of each row of a batch, in evaluation; of a batch that is recorded, if given. */
  posteriorOf(
    graph: Graph,
    { source, noise }: Omit<ProgramRequest, 'samples'>,
    { seen } = recordBatch(graph, this.architecture, source, false),
  ): Posterior {
    return this.encode(graph, seen, { mode: 'evaluate', noise });
  }

  /** Records the decoder's last hidden layer. */
  decode(graph: Graph, { z, condition, samples }: Code, pass: ForwardPass): Tensor {
    const x = condition
      ? otherRows.get().concat(graph, z, condition, { name: graph.site('z.condition'), samples })
      : z;
    return this.#decoder.apply(graph, { x }, { ...pass, samples }).y;
  }

  #reconstruction(graph: Graph, code: Code, x: Tensor, pass: ForwardPass): Tensor {
    return this.likelihood.loss(graph, this.decode(graph, code, pass), x, code.samples);
  }

  /**
   * Records the decoder's means of codes, in evaluation.
   * @param z `[rows, latent]`
   * @returns `[rows, columns]`
   */
  mean(graph: Graph, z: Tensor, noise: NoiseSource): Tensor {
    const { condition: width } = this.architecture;
    const [rows = 0] = z.shape;
    const condition = width > 0 ? graph.input('condition', [rows, width]) : undefined;
    const h = this.decode(graph, { z, condition, samples: 1 }, { mode: 'evaluate', noise });
    return this.likelihood.mean(graph, h);
  }

  #decoding(name: string, graph: Graph, z: Tensor, noise: NoiseSource): Program {
    return forwardProgram(name, graph, { x: this.mean(graph, z, noise) });
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
export function stackNames({ encoder, decoder }: VaeArchitecture): {
  encoder: string;
  decoder: string;
} {
  const plain = [...encoder, ...decoder].every(({ kind }) => kind === 'dense');
  return plain ? { encoder: 'fc1', decoder: 'fc3' } : { encoder: 'encoder', decoder: 'decoder' };
}

/**
 * Name of an output layer: as in PyTorch's example where it is dense, else `output`.
 * @param name `fc4`, or `fc42` of the second one
 */
export function outputName({ output }: VaeArchitecture, name: string): string {
  return output ? name.replace(OUTPUT, 'output') : name;
}
