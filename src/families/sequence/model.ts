import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import type { Posterior, PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import { buildPosterior } from '../../distributions/posteriors/posteriors.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { buildPrior } from '../../distributions/priors/priors.ts';
import { Graph } from '../../graph/graph.ts';
import { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, resolveStack, type Stack } from '../../layers/stack.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { concat } from '../../ops/concat.ts';
import { gather } from '../../ops/gather.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  ProgramRequest,
  Programs,
  Watched,
} from '../model.ts';
import { declarePosterior } from '../posteriorHead.ts';
import { forwardProgram } from '../program.ts';
import type { CodedBatch } from '../vae/codedBatch.ts';
import {
  type CodedModel,
  densityPrograms,
  encodingPrograms,
  priorRows,
  recordObjective,
} from '../vae/codedPrograms.ts';
import { encoderLayers, type SequenceArchitecture } from './architecture.ts';
import { type Sequences, sequencesOf } from './batch.ts';
import { SequenceDecoder } from './decoder.ts';
import { reconstruction } from './reconstruction.ts';
import { searchTokens, writeTokens } from './write.ts';

/** Name of the model's only field: rows of tokens. */
const DATA = 'data';

/**
 * A variational autoencoder of sequences of tokens. A recurrent encoder reads a whole sequence; its
 * decoder is told the right tokens before each step as it learns (teacher forcing), some of them hidden.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016.
 */
export class SequenceModel implements Model {
  readonly architecture: SequenceArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures = { elbo: ['reconstruction', 'kl'] };
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: NonNullable<Model['latent']>;
  readonly decoderNotes = { likelihood: 'categorical' };
  readonly programs: Programs;
  readonly #encoder: Stack;
  readonly #posterior: PosteriorHead;
  readonly #prior: Prior;
  readonly #coded: CodedModel;
  readonly #decoder: SequenceDecoder;
  /** The parameters of q(z | x). */
  readonly #ofEncoder: readonly Tensor[];
  readonly #ownPosterior: LayerDescription;

  /** The kinds that the architecture names are loaded. */
  constructor(architecture: SequenceArchitecture) {
    this.architecture = architecture;
    const { length, vocabulary, latent } = architecture;
    const { store } = this;
    this.fields = [
      { name: DATA, dtypes: ['u32'], shape: [length], values: vocabulary, padded: true },
    ];
    const layers = resolveStack(encoderLayers(architecture), [length], 'encoder');
    this.#encoder = buildStack(layers, [length], { store, name: 'encoder' });
    const { kind, size, prior } = latent;
    const posterior = declarePosterior(
      store,
      { input: this.#encoder.output, encoded: true, size, kind, prior },
      (context) => buildPosterior(context, latent),
    );
    const { head } = posterior;
    this.#posterior = head;
    this.#ownPosterior = posterior.description;
    this.latent = { size, ...(head.classes && { classes: head.classes }) };
    this.#ofEncoder = [...store.parameters];
    this.#prior = head.prior ?? buildPrior({ store, size }, prior ?? { kind: 'standardNormal' });
    const ofPrior = store.parameters.slice(this.#ofEncoder.length);
    this.#decoder = new SequenceDecoder(store, architecture);
    this.#coded = {
      ...{ store, head, prior: this.#prior, ofPrior, latent, fields: this.fields },
      posterior: (graph, request) => this.#posteriorOf(graph, request),
      code: (...given) => this.#code(...given),
    };
    this.programs = this.#programs();
  }

  /** Evaluation always uses the evidence lower bound with one sample, and hides no token. */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    return recordObjective(graph, request, this.#coded.code);
  }

  describe(): readonly LayerDescription[] {
    const code = [this.#ownPosterior, ...priorRows(this.#coded)];
    return [...this.#encoder.layers, ...code, ...this.#decoder.description];
  }

  #code(
    ...[graph, { source, mode, noise }, samples, instead]: Parameters<CodedModel['code']>
  ): CodedBatch {
    const { wordDropout } = this.architecture;
    const batch = this.#batch(graph, source);
    const pass = { mode, noise };
    const encoded = this.#encode(graph, batch, pass);
    const posterior = instead?.(encoded) ?? encoded;
    const draw = posterior.sample(graph, { name: 'z', noise, samples });
    return {
      ...{ graph, posterior, draw, noise },
      prior: this.#prior,
      encoder: this.#ofEncoder,
      reconstruction: () =>
        reconstruction(graph, this.#decoder, batch, draw, { ...pass, wordDropout }),
    };
  }

  #batch(graph: Graph, source: BatchSource): Sequences {
    const { field } = batchInputs(graph, this.fields, source);
    const x = gather(graph, field(DATA), { name: 'x', rows: source.rows });
    return sequencesOf(graph, x, { name: 'x', steps: source.steps });
  }

  #encode(graph: Graph, { x, length }: Sequences, pass: ForwardPass): Posterior {
    const h = this.#encoder.apply(graph, { x, length }, pass).y;
    return this.#posterior.posterior(graph, h, { training: pass.mode === 'train' });
  }

  /** Records the posterior of each row of a batch, in evaluation. */
  #posteriorOf(graph: Graph, { source, noise }: Omit<ProgramRequest, 'samples'>): Posterior {
    return this.#encode(graph, this.#batch(graph, source), { mode: 'evaluate', noise });
  }

  #programs(): Programs {
    const { length } = this.architecture;
    return {
      ...encodingPrograms(this.#coded),
      /** The likeliest token at each step. */
      decode: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = graph.input('z', [rows, this.latent.size]);
          const settings = graph.filled('settings', [rows, 4], 0);
          const x = writeTokens(graph, this.#decoder, { z, settings }, { length, noise });
          return forwardProgram('decoder', graph, { x });
        },
      },
      /** Codes of the prior, and tokens as the decoder has them. */
      sample: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          const temperature = graph.filled('temperature', [rows, 1], 1);
          const all = graph.filled('all', [rows, 3], 0);
          const settings = concat(graph, temperature, all, { name: 'settings' });
          const x = writeTokens(graph, this.#decoder, { z, settings }, { length, noise });
          return forwardProgram('sampler', graph, { x });
        },
      },
      /** Codes of the prior → `z` `[rows, latent]`. */
      prior: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          return forwardProgram('prior', graph, { z });
        },
      },
      /** `z`, and `temperature`, `topK`, `topP` and `known` of each row → `x` `[rows, length]`. */
      generate: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = graph.input('z', [rows, this.latent.size]);
          const settings = ['temperature', 'topK', 'topP', 'known']
            .map((name) => graph.input(name, [rows, 1]))
            .reduce((before, own) => concat(graph, before, own, { name: `settings.${own.name}` }));
          const x = writeTokens(graph, this.#decoder, { z, settings }, { length, noise });
          return forwardProgram('generator', graph, { x });
        },
      },
      /** `z` → `x` `[rows · samples, length]`, the likeliest first, and their `scores` in nats. */
      beam: {
        record: ({ source: { rows }, noise, samples }) => {
          const graph = new Graph(this.store);
          const z = graph.input('z', [rows, this.latent.size]);
          const given = { z, beams: samples };
          const { tokens, scores } = searchTokens(graph, this.#decoder, given, { length, noise });
          return forwardProgram('beam search', graph, { x: tokens, scores });
        },
      },
      ...densityPrograms(this.#coded),
    };
  }
}
