import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { logRatio } from '../../distributions/divergence.ts';
import type { LikelihoodHead } from '../../distributions/likelihoods/likelihood.ts';
import type { Draw, Posterior, PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import { buildPosterior } from '../../distributions/posteriors/posteriors.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { buildPrior } from '../../distributions/priors/priors.ts';
import { Graph } from '../../graph/graph.ts';
import { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, resolveStack, type Stack } from '../../layers/stack.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { concat } from '../../ops/concat.ts';
import { gather } from '../../ops/gather.ts';
import { importanceShares } from '../../ops/importanceBound.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { weightedSamples } from '../../ops/weightedSamples.ts';
import { declareLikelihood } from '../likelihoodHead.ts';
import type {
  Model,
  Objective,
  ObjectiveRequest,
  ProgramKind,
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
import { layersOf, likelihoodOf, type TableArchitecture } from './architecture.ts';
import { type KindLayout, layoutOf } from './layout.ts';
import {
  COUNTS,
  DATA,
  givenFields,
  OBSERVED,
  readRows,
  TOLD,
  tableFields,
  unseenRows,
  valuesOf,
} from './rows.ts';

/** The columns of one kind, with their likelihood. */
interface Part extends KindLayout {
  readonly head: LikelihoodHead;
  readonly description: LayerDescription;
}

/** The rows of a batch. */
interface Batch {
  /** Values of the columns that are learned, `[rows, width]`; 0 where they are missing. */
  readonly x: Tensor;
  /** Values of the columns that both networks are only told, if there are any. */
  readonly told: Tensor | undefined;
  /** 0 for a value that is missing, `[rows, width]`. */
  readonly observed: Tensor;
  /** `[rows, columns of counts]`, if there are any. */
  readonly counts: Tensor | undefined;
}

/**
 * A variational autoencoder of the rows of a table. Each kind of columns has a likelihood; a cell that is
 * missing is 0 in the encoder and counts in no term. Columns beside `outcomes` are told to both networks and are
 * not learned. Sources: Mattei & Frellsen, "MIWAE: deep generative modelling and imputation of incomplete data
 * sets", 2019; Sohn et al., "Learning structured output representation using deep conditional generative
 * models", 2015.
 */
export class TableModel implements Model {
  readonly architecture: TableArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly given: NonNullable<Model['given']>;
  readonly figures = { elbo: ['reconstruction', 'kl'] };
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: NonNullable<Model['latent']>;
  readonly condition?: NonNullable<Model['condition']>;
  readonly programs: Programs;
  readonly #encoder: Stack;
  readonly #posterior: PosteriorHead;
  readonly #ofPosterior: LayerDescription;
  readonly #prior: Prior;
  readonly #ofEncoder: readonly Tensor[];
  readonly #decoder: Stack;
  readonly #parts: readonly Part[];
  readonly #coded: CodedModel;

  /** The kinds that the architecture names are loaded. */
  constructor(architecture: TableArchitecture) {
    this.architecture = architecture;
    const { columns, latent } = architecture;
    const { store } = this;
    this.fields = tableFields(architecture);
    this.given = {
      fields: givenFields(columns),
      read: (given) => readRows(architecture, given),
      values: (means, probabilities) => valuesOf(architecture, means, probabilities),
      unseen: (rows) => unseenRows(architecture, rows),
    };
    const { width, kinds, told } = layoutOf(architecture);
    if (told.width > 0) this.condition = { field: TOLD, first: 0, size: told.width };
    const seen = [width + told.width];
    const layers = layersOf(architecture);
    const encoder = resolveStack(layers, seen, 'encoder');
    this.#encoder = buildStack(encoder, seen, { store, name: 'encoder' });
    const { kind, size, prior } = latent;
    const posterior = declarePosterior(
      store,
      { input: this.#encoder.output, encoded: true, size, kind, prior },
      (context) => buildPosterior(context, latent),
    );
    const { head } = posterior;
    this.#posterior = head;
    this.#ofPosterior = posterior.description;
    this.latent = { size, ...(head.classes && { classes: head.classes }) };
    this.#ofEncoder = [...store.parameters];
    this.#prior = head.prior ?? buildPrior({ store, size }, prior ?? { kind: 'standardNormal' });
    const ofPrior = store.parameters.slice(this.#ofEncoder.length);
    const code = [size + told.width];
    const decoder = resolveStack(layers.toReversed(), code, 'decoder');
    this.#decoder = buildStack(decoder, code, { store, name: 'decoder' });
    this.#parts = kinds.map((own) => ({ ...own, ...this.#declare(own) }));
    this.#coded = {
      ...{ store, head, prior: this.#prior, ofPrior, latent, fields: this.fields },
      posterior: (graph, request) =>
        this.#encode(graph, this.#batch(graph, request.source), request),
      code: (...given) => this.#code(...given),
    };
    this.programs = {
      ...encodingPrograms(this.#coded),
      ...densityPrograms(this.#coded),
      decode: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = graph.input('z', [rows, size]);
          return forwardProgram('decoder', graph, { x: this.#means(graph, z, noise) });
        },
      },
      sample: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          return forwardProgram('sampler', graph, { x: this.#means(graph, z, noise) });
        },
      },
      impute: this.#imputation(),
      imputeFromPrior: this.#imputationFromPrior(),
    };
  }

  #declare(own: KindLayout): Pick<Part, 'head' | 'description'> {
    return declareLikelihood(this.store, {
      likelihood: likelihoodOf(own),
      input: [own.width],
      output: undefined,
      decoded: this.#decoder.output,
      first: false,
      prefix: `${own.kind}.`,
      nameOf: (name) => name.replace('fc4', 'output'),
    });
  }

  /** Evaluation always uses the evidence lower bound with one sample. */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    return recordObjective(graph, request, this.#coded.code);
  }

  describe(): readonly LayerDescription[] {
    const code = [this.#ofPosterior, ...priorRows(this.#coded)];
    const outputs = this.#parts.map(({ description }) => description);
    return [...this.#encoder.layers, ...code, ...this.#decoder.layers, ...outputs];
  }

  #batch(graph: Graph, source: BatchSource): Batch {
    const { rows } = source;
    const { field } = batchInputs(graph, this.fields, source);
    const has = (name: string) => this.fields.some((own) => own.name === name);
    return {
      x: gather(graph, field(DATA), { name: 'x', rows }),
      observed: gather(graph, field(OBSERVED), { name: 'x.observed', rows }),
      counts: has(COUNTS) ? gather(graph, field(COUNTS), { name: 'x.counts', rows }) : undefined,
      told: has(TOLD) ? gather(graph, field(TOLD), { name: 'x.told', rows }) : undefined,
    };
  }

  #encode(
    graph: Graph,
    { x, told }: Batch,
    { noise, mode = 'evaluate' }: Partial<ForwardPass> & Pick<ForwardPass, 'noise'>,
  ): Posterior {
    const seen = told ? concat(graph, x, told, { name: 'x.seen' }) : x;
    const h = this.#encoder.apply(graph, { x: seen }, { mode, noise }).y;
    return this.#posterior.posterior(graph, h, { training: mode === 'train' });
  }

  #code(
    ...[graph, { source, mode, noise }, samples, instead]: Parameters<CodedModel['code']>
  ): CodedBatch {
    const batch = this.#batch(graph, source);
    const encoded = this.#encode(graph, batch, { mode, noise });
    const posterior = instead?.(encoded) ?? encoded;
    const draw = posterior.sample(graph, { name: 'z', noise, samples });
    return {
      ...{ graph, posterior, draw, noise },
      prior: this.#prior,
      encoder: this.#ofEncoder,
      reconstruction: () =>
        this.#reconstruction(
          graph,
          batch,
          this.#decode(graph, draw, batch.told, { mode, noise }),
          samples,
        ),
    };
  }

  #decode(
    graph: Graph,
    { z, samples }: Pick<Draw, 'z' | 'samples'>,
    told: Tensor | undefined,
    pass: ForwardPass,
  ): Tensor {
    const x = told ? concat(graph, z, told, { name: graph.site('z.told'), samples }) : z;
    return this.#decoder.apply(graph, { x }, { ...pass, samples }).y;
  }

  /** -log p of the observed cells of each row. */
  #reconstruction(graph: Graph, batch: Batch, h: Tensor, samples: number): Tensor {
    const terms = this.#parts.map(({ kind, first, width, head }) => {
      const own = (x: Tensor, name: string): Tensor =>
        x.shape[1] === width
          ? x
          : sliceColumns(graph, x, { name: `${kind}.${name}`, first, width });
      const x = kind === 'count' && batch.counts ? batch.counts : own(batch.x, 'x');
      // A category that is missing is a group of zeros, which counts nothing already.
      const observed = kind === 'category' ? undefined : own(batch.observed, 'observed');
      return head.loss(graph, h, x, samples, observed);
    });
    return terms.reduce((sum, term, i) =>
      combineTerms(graph, sum, term, { name: `reconstruction.${i}`, weights: [1, 1], samples }),
    );
  }

  /** The mean of every value at codes, `[rows, width]`, kind by kind, with counts as they are. */
  #means(graph: Graph, z: Tensor, noise: ForwardPass['noise']): Tensor {
    const [rows = 0] = z.shape;
    const told = this.condition && graph.input('condition', [rows, this.condition.size]);
    const h = this.#decode(graph, { z, samples: 1 }, told, { mode: 'evaluate', noise });
    return this.#meansOf(graph, h);
  }

  #meansOf(graph: Graph, h: Tensor): Tensor {
    return this.#parts
      .map(({ head }) => head.mean(graph, h))
      .reduce((left, right, i) => concat(graph, left, right, { name: `means.${i}` }));
  }

  /**
   * Rows → `means` `[rows, width]`: the mean of every cell under the posterior predictive, with
   * self-normalized importance weights of `samples` codes a row.
   */
  #imputation(): ProgramKind {
    return {
      record: ({ source, noise, samples }: ProgramRequest) => {
        const graph = new Graph(this.store, { ring: source.ring });
        const batch = this.#batch(graph, source);
        const pass = { mode: 'evaluate', noise } as const;
        const draw = this.#encode(graph, batch, pass).sample(graph, { name: 'z', noise, samples });
        const h = this.#decode(graph, draw, batch.told, pass);
        const loss = this.#reconstruction(graph, batch, h, samples);
        const ratio = logRatio(graph, draw, this.#prior, { name: 'kl' });
        const { shares } = importanceShares(graph, loss, ratio, { name: 'bound', samples });
        const all = this.#meansOf(graph, h);
        const means = weightedSamples(graph, all, shares, { name: 'means', samples });
        return forwardProgram('imputation', graph, { means });
      },
    };
  }

  /**
   * The same of rows of which no cell that is learned is there: the posterior is the prior, whatever the encoder
   * says, and all codes weigh the same.
   */
  #imputationFromPrior(): ProgramKind {
    return {
      record: ({ source, noise, samples }: ProgramRequest) => {
        const graph = new Graph(this.store);
        const { told } = this.#batch(graph, source);
        const rows = source.rows * samples;
        const z = this.#prior.sample(graph, { name: 'z', rows, noise, samples });
        const h = this.#decode(graph, { z, samples }, told, { mode: 'evaluate', noise });
        const shares = graph.filled('shares', [rows], 1 / samples);
        const means = weightedSamples(graph, this.#meansOf(graph, h), shares, {
          name: 'means',
          samples,
        });
        return forwardProgram('imputation', graph, { means });
      },
    };
  }
}
