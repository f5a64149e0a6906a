import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { logRatio } from '../../distributions/divergence.ts';
import { type GaussianDraw, gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import type { Draw } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { standardNormalPrior } from '../../distributions/priors/standardNormal.ts';
import { Graph } from '../../graph/graph.ts';
import { DEFAULT_GROUP, Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { concat } from '../../ops/concat.ts';
import { expertSubsets } from '../../ops/expertSubsets.ts';
import { gather } from '../../ops/gather.ts';
import { gaussianKl } from '../../ops/gaussianKl.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { productOfExperts } from '../../ops/productOfExperts.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { subsetDensity } from '../../ops/subsetMixture.ts';
import { weighTerms } from '../../ops/weighTerms.ts';
import type {
  Amount,
  Model,
  Objective,
  ObjectiveRequest,
  ProgramRequest,
  Programs,
  Term,
  Watched,
} from '../model.ts';
import { forwardProgram } from '../program.ts';
import { allColumns, KL, type MultimodalArchitecture, PRESENT } from './architecture.ts';
import { type Inference, mixtureOf, posteriorOf } from './inference.ts';
import type { JointDefinition } from './joints/joint.ts';
import { type JointOptions, jointDefinition } from './joints/joints.ts';
import {
  declareExpert,
  declareExplainer,
  type Expert,
  type Explainer,
  fieldOfModality,
} from './network.ts';
import { MULTIMODAL_OBJECTIVE, type MultimodalObjectiveOptions } from './objective.ts';

/** One modality of the model. */
interface Part extends Expert {
  readonly name: string;
  readonly weight: number;
  readonly explainer: Explainer;
}

/** The rows of a batch. */
interface Batch {
  /** Values of each modality, `[rows, columns]`. */
  readonly values: readonly Tensor[];
  /** `[rows, modalities]`: 0 for a modality that is missing. */
  readonly present: Tensor;
}

/** Codes of the subsets of each row, all of a row side by side. */
interface Codes {
  readonly draw: GaussianDraw;
  /** Codes of a row: those of all its subsets. */
  readonly perRow: number;
}

/**
 * A variational autoencoder of several modalities with one code. A modality that is missing in a row enters no
 * posterior, counts in no term and gives no gradient.
 */
export class MultimodalModel implements Model {
  readonly architecture: MultimodalArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures: Model['figures'];
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: { readonly size: number };
  readonly programs: Programs;
  readonly #parts: readonly Part[];
  readonly #jointEncoder: Expert | undefined;
  readonly #definition: JointDefinition<JointOptions>;
  readonly #prior: Prior;

  /** The kinds that the architecture names are loaded. */
  constructor(architecture: MultimodalArchitecture) {
    this.architecture = architecture;
    const { modalities, latent, joint } = architecture;
    const { store } = this;
    const { size } = latent;
    this.latent = latent;
    const named = Object.entries(modalities);
    const names = named.map(([name]) => name);
    this.fields = [
      ...named.map(([name, modality], e) =>
        fieldOfModality(name, modality, named.length === 2 && e === 1),
      ),
      {
        name: PRESENT,
        dtypes: ['u8'],
        values: 2,
        shape: [names.length],
        otherwise: (given) => names.map((name) => (given.includes(name) ? 1 : 0)),
      },
    ];
    this.figures = { elbo: [...names, KL], reconstruction: names };
    const experts = named.map(([name, { input, encoder: layers }]) =>
      declareExpert(store, { name, layers, input, size }),
    );
    this.#jointEncoder =
      joint.kind === 'encoder'
        ? declareExpert(store, {
            ...{ name: 'joint', layers: joint.encoder, size },
            input: allColumns(modalities),
          })
        : undefined;
    this.#parts = named.map(([name, modality], e) => ({
      ...(experts[e] as Expert),
      name,
      weight: modality.weight,
      explainer: declareExplainer(store, name, modality, size),
    }));
    this.#definition = jointDefinition(joint);
    this.#prior = standardNormalPrior(size);
    this.programs = this.#programs();
  }

  describe(): readonly LayerDescription[] {
    return [
      ...this.#parts.flatMap(({ description }) => description),
      ...(this.#jointEncoder?.description ?? []),
      ...this.#parts.flatMap(({ explainer }) => explainer.description),
    ];
  }

  /**
   * Evaluation always uses the evidence lower bound with one sample, of all modalities that are there.
   */
  objective(graph: Graph, request: ObjectiveRequest): Objective {
    const { source, mode, noise } = request;
    const given = request.options as unknown as MultimodalObjectiveOptions;
    const { beta, samples, bound } = mode === 'train' ? given : MULTIMODAL_OBJECTIVE;
    const pass = { mode, noise };
    const batch = this.#batch(graph, source);
    const inference = this.#infer(graph, batch, pass);
    const codes = this.#codes(graph, inference, samples, pass);
    const reconstructions = this.#reconstructions(graph, batch, codes, pass);
    const pulled = mode === 'train' ? this.#pulls(graph, inference) : {};
    const pulls = Object.fromEntries(Object.keys(pulled).map((name) => [name, this.#alpha]));
    const counted = (term: Tensor, name: string, column: number, perRow: number): Term => ({
      tensor: weighTerms(graph, term, inference.subsets.counts, { name, column, samples: perRow }),
      samples: perRow,
    });
    const last = this.#parts.length;
    const terms: Record<string, Term> = {};
    for (const [e, { name }] of this.#parts.entries()) {
      const loss = reconstructions[e] as Tensor;
      terms[name] = counted(loss, `${name}.loss`, e, codes.perRow);
    }
    const { length: subsets } = inference.table;
    if (bound === 'iwae') {
      const cost = this.#cost(graph, inference, reconstructions, codes);
      const ratio = this.#ratio(graph, inference, codes);
      const at = { name: 'bound.subsets', samples, bounds: subsets };
      const single = importanceBound(graph, cost, ratio, at);
      terms[KL] = counted(ratio, KL, last, codes.perRow);
      terms.bound = counted(single, 'bound', last, subsets);
      return this.#minimised({ ...terms, ...pulled }, { bound: 1, ...pulls });
    }
    const { stats } = inference;
    const normal = graph.filled('prior.stats', stats.shape, 0);
    const kl = gaussianKl(graph, stats, normal, { name: 'kl.subsets', samples: subsets });
    terms[KL] = counted(kl, KL, last, subsets);
    return this.#minimised(
      { ...terms, ...pulled },
      {
        ...Object.fromEntries(this.#parts.map(({ name, weight }) => [name, weight])),
        [KL]: { option: 'beta', schedule: beta },
        ...pulls,
      },
    );
  }

  #minimised(
    terms: Readonly<Record<string, Term>>,
    minimises: Readonly<Record<string, Amount>>,
  ): Objective {
    return { terms, updates: [{ group: DEFAULT_GROUP, minimises }] };
  }

  /** Weight of the KL from a joint encoder to that of each modality. */
  get #alpha(): number {
    const { joint } = this.architecture;
    return joint.kind === 'encoder' ? joint.alpha : 0;
  }

  #batch(graph: Graph, source: BatchSource): Batch {
    const { field } = batchInputs(graph, this.fields, source);
    const { rows } = source;
    return {
      values: this.#parts.map(({ name }) =>
        gather(graph, field(name), { name: `${name}.x`, rows }),
      ),
      present: gather(graph, field(PRESENT), { name: `${PRESENT}.rows`, rows }),
    };
  }

  #infer(graph: Graph, { values, present }: Batch, pass: ForwardPass): Inference {
    const { joint: options } = this.architecture;
    const { subsets: subsetsOf, counts, prior } = this.#definition;
    const table = subsetsOf(values.length, options, pass.mode);
    const alone = this.#parts.map((part, e) => part.moments(graph, values[e] as Tensor, pass));
    const joint = this.#jointEncoder?.moments(graph, sideBySide(graph, values, 'joint.x'), pass);
    const experts = sideBySide(graph, joint ? [...alone, joint] : alone, 'experts.stats');
    const subsets = expertSubsets(graph, present, table, { name: 'subsets', ...counts });
    return {
      ...{ rows: present.shape[0] ?? 0, present, table, subsets, alone, joint, experts },
      stats: productOfExperts(graph, experts, subsets.members, { name: 'subsets.stats', prior }),
    };
  }

  /** Samples of the posterior of each subset. */
  #codes(
    graph: Graph,
    { stats, table }: Inference,
    samples: number,
    { noise }: ForwardPass,
  ): Codes {
    const draw = gaussianPosterior(stats).sample(graph, { name: 'code.z', noise, samples });
    return { draw, perRow: table.length * samples };
  }

  /** -log p(x | z) of each modality at each code: loss terms, `[ring, 1, rows · codes]`. */
  #reconstructions(
    graph: Graph,
    { values }: Batch,
    { draw: { z }, perRow }: Pick<Codes, 'perRow'> & { readonly draw: Pick<Draw, 'z'> },
    pass: ForwardPass,
  ): readonly Tensor[] {
    return this.#parts.map(({ explainer: { decoder, likelihood } }, e) => {
      const h = decoder.apply(graph, { x: z }, { ...pass, samples: perRow }).y;
      return likelihood.loss(graph, h, values[e] as Tensor, perRow);
    });
  }

  /**
   * -log p(x | z) of all modalities that a code explains: those of its subset, or all that are there.
   */
  #cost(
    graph: Graph,
    { present, subsets }: Pick<Inference, 'present' | 'subsets'>,
    reconstructions: readonly Tensor[],
    { perRow }: Pick<Codes, 'perRow'>,
  ): Tensor {
    const { counts } = this.#definition;
    const all = { mean: false, own: false, once: false, joint: false };
    const explained = counts.own
      ? subsets.members
      : expertSubsets(graph, present, [0], { name: 'explained', ...all }).counts;
    const costs = reconstructions.map((term, column) =>
      weighTerms(graph, term, explained, { name: `cost.${column}`, column, samples: perRow }),
    );
    return costs.reduce((sum, cost, e) =>
      combineTerms(graph, sum, cost, { name: `cost.to.${e}`, weights: [1, 1], samples: perRow }),
    );
  }

  /** log q(z | x) - log p(z) of each code, of the mixture where the posterior is one. */
  #ratio(graph: Graph, inference: Inference, { draw, perRow }: Codes): Tensor {
    const name = 'kl.codes';
    const { rows, table } = inference;
    if (!this.#definition.mixture) {
      return draw.ratioAt(graph, draw.z, { name, posteriors: table.length });
    }
    const mixture = mixtureOf(inference);
    const ofPosterior = subsetDensity(graph, draw.z, mixture, { name: `${name}.posterior`, rows });
    const ofPrior = this.#prior.nll(graph, draw.z, { name: `${name}.prior`, samples: perRow });
    return combineTerms(graph, ofPrior, ofPosterior, { name, weights: [1, -1], samples: perRow });
  }

  /** The KL from the joint posterior to that of each modality, where a joint encoder has one. */
  #pulls(graph: Graph, { joint, alone, subsets }: Inference): Readonly<Record<string, Term>> {
    if (!joint) return {};
    const column = alone.length;
    const pulls = this.#parts.map(({ name: of }, e): [string, Term] => {
      const name = `${of}.kl`;
      const kl = gaussianKl(graph, joint, alone[e] as Tensor, { name: `${name}.rows` });
      return [name, { tensor: weighTerms(graph, kl, subsets.members, { name, column }) }];
    });
    return Object.fromEntries(pulls);
  }

  #programs(): Programs {
    const { mixture } = this.#definition;
    const { size } = this.latent;
    const [first] = this.#parts as [Part, ...Part[]];
    const inferred = (graph: Graph, { source, noise }: Omit<ProgramRequest, 'samples'>) => {
      const batch = this.#batch(graph, source);
      const inference = this.#infer(graph, batch, { mode: 'evaluate', noise });
      return { batch, inference, posterior: posteriorOf(graph, inference, mixture) };
    };
    return {
      encode: {
        record: (request) => {
          const graph = new Graph(this.store);
          const { moments } = inferred(graph, request).posterior;
          return forwardProgram('encoder', graph, moments ? { stats: moments } : {});
        },
      },
      posterior: {
        record: (request) => {
          const graph = new Graph(this.store);
          const { moments, ...posterior } = inferred(graph, request).posterior;
          const { z } = posterior.sample(graph, { name: 'code.z', noise: request.noise });
          return forwardProgram('posterior', graph, { ...(moments && { stats: moments }), z });
        },
      },
      /** `z` → `x` `[rows, columns]`, the means of the first modality. */
      decode: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = graph.input('z', [rows, size]);
          return forwardProgram('decoder', graph, { x: this.#mean(graph, first, z, noise) });
        },
      },
      /** Codes of the prior → `x` as of `decode`. */
      sample: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          return forwardProgram('sampler', graph, { x: this.#mean(graph, first, z, noise) });
        },
      },
      /** Codes of the prior → the means of each modality, by its name. */
      joint: {
        record: ({ source: { rows }, noise }) => {
          const graph = new Graph(this.store);
          const z = this.#prior.sample(graph, { name: 'z', rows, noise });
          return forwardProgram('joint sampler', graph, this.#means(graph, z, noise));
        },
      },
      /** Rows → the means of each modality at the mean of the code, by its name. */
      translate: {
        record: (request) => {
          const graph = new Graph(this.store);
          const { moments } = inferred(graph, request).posterior;
          const at = { name: 'code.z', first: 0, width: size };
          const z = sliceColumns(graph, moments as Tensor, at);
          return forwardProgram('translation', graph, this.#means(graph, z, request.noise));
        },
      },
      /** Rows → the means of each modality at samples of the code, `[rows · samples, columns]`, by its name. */
      conditional: {
        record: (request) => {
          const graph = new Graph(this.store);
          const { posterior } = inferred(graph, request);
          const { noise, samples } = request;
          const { z } = posterior.sample(graph, { name: 'code.z', noise, samples });
          return forwardProgram('conditional sampler', graph, this.#means(graph, z, noise));
        },
      },
      bound: {
        record: (request) => {
          const { source, noise, samples } = request;
          const graph = new Graph(this.store, { ring: source.ring });
          const { batch, inference, posterior } = inferred(graph, request);
          const draw = posterior.sample(graph, { name: 'code.z', noise, samples });
          const codes = { draw, perRow: samples };
          const pass = { mode: 'evaluate', noise } as const;
          const losses = this.#reconstructions(graph, batch, codes, pass);
          const cost = this.#cost(graph, inference, losses, codes);
          const ratio = logRatio(graph, draw, this.#prior, { name: 'kl' });
          const bound = importanceBound(graph, cost, ratio, { name: 'bound', samples });
          return forwardProgram('bound', graph, { bound });
        },
      },
    };
  }

  /** E[x | z] of each modality, `[rows, columns]`, by its name. */
  #means(graph: Graph, z: Tensor, noise: ForwardPass['noise']): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      this.#parts.map((part) => [part.name, this.#mean(graph, part, z, noise)]),
    );
  }

  #mean(
    graph: Graph,
    { explainer: { decoder, likelihood } }: Part,
    z: Tensor,
    noise: ForwardPass['noise'],
  ): Tensor {
    const h = decoder.apply(graph, { x: z }, { mode: 'evaluate', noise }).y;
    return likelihood.mean(graph, h);
  }
}

/** Matrices side by side. */
function sideBySide(graph: Graph, matrices: readonly Tensor[], name: string): Tensor {
  return matrices.reduce((left, right, i) => {
    const last = i === matrices.length - 1;
    return concat(graph, left, right, { name: last ? name : `${name}.${i}` });
  });
}
