import type { Field } from '../../data/field.ts';
import type { Posterior, PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import type { Objective, ObjectiveRequest, ProgramRequest, Programs } from '../model.ts';
import { forwardProgram } from '../program.ts';
import { elbo } from './bounds/elbo.ts';
import type { CodedBatch } from './codedBatch.ts';
import { isClassic, type Latent } from './latent.ts';
import { VAE_OBJECTIVE, type VaeObjectiveOptions } from './objective.ts';
import { importanceBound, otherPrograms, others, refinement } from './others.ts';

/** A model with one code an example, as its objective and programs see it. */
export interface CodedModel {
  readonly store: Store;
  readonly head: PosteriorHead;
  readonly prior: Prior;
  /** The parameters that the prior learns. */
  readonly ofPrior: readonly Tensor[];
  readonly latent: Latent;
  readonly fields: readonly Field[];
  /** Records the posterior of each row, in evaluation. */
  posterior(graph: Graph, request: Omit<ProgramRequest, 'samples'>): Posterior;
  /**
   * Records samples of each posterior.
   * @param instead makes another posterior of the encoder's, whose samples are recorded
   */
  code(
    graph: Graph,
    request: Omit<ObjectiveRequest, 'options'>,
    samples: number,
    instead?: (encoded: Posterior) => Posterior,
  ): CodedBatch;
}

/**
 * Records the trained objective. Evaluation always uses the evidence lower bound with one sample, whatever
 * objective is trained.
 */
export function recordObjective(
  graph: Graph,
  request: ObjectiveRequest,
  code: CodedModel['code'],
): Objective {
  const trained = request.options as unknown as VaeObjectiveOptions;
  const options = request.mode === 'train' ? trained : VAE_OBJECTIVE;
  const batch = code(graph, request, options.samples);
  const plain = (): Objective => elbo(batch, options);
  if (options.bound === 'elbo') return plain();
  return others.get().recordBound(batch, options, plain);
}

/** The programs that encode rows. */
export function encodingPrograms({
  store,
  head,
  posterior,
}: CodedModel): Pick<Programs, 'encode' | 'posterior'> {
  return {
    ...(head.moments && {
      encode: {
        record: (request) => {
          const graph = new Graph(store);
          return forwardProgram('encoder', graph, momentsOf(posterior(graph, request)));
        },
      },
    }),
    posterior: {
      record: (request) => {
        const graph = new Graph(store);
        const own = posterior(graph, request);
        const { z } = own.sample(graph, { name: 'z', noise: request.noise });
        return forwardProgram('posterior', graph, { ...momentsOf(own), z });
      },
    },
  };
}

/** The programs that judge rows. */
export function densityPrograms(
  model: CodedModel,
): Pick<Programs, 'bound' | 'classify' | 'density' | 'refine'> {
  const { store, head, prior, latent, posterior, code } = model;
  return {
    bound: {
      load: () => importanceBound.load(),
      record: ({ source, noise, samples }) => {
        const graph = new Graph(store, { ring: source.ring });
        const batch = code(graph, { source, mode: 'evaluate', noise }, samples);
        const { terms } = importanceBound.get().importance(batch);
        return forwardProgram('bound', graph, terms.bound ? { bound: terms.bound.tensor } : {});
      },
    },
    ...(latent.kind === 'gaussian' && {
      refine: {
        bursts: true,
        load: () => refinement.load(),
        record: (request) => refinement.get().recordRefinement(model, request),
      },
    }),
    ...(!isClassic(latent) &&
      otherPrograms.get().otherPrograms({
        ...{ store, prior, head, posterior },
        code: (graph, request) => code(graph, { ...request, mode: 'evaluate' }, 1),
      })),
  };
}

/** The rows of the prior among a model's layers; none in the classic model. */
export function priorRows(model: CodedModel): readonly LayerDescription[] {
  return isClassic(model.latent) ? [] : otherPrograms.get().priorRows(model);
}

/** The statistics of a posterior that programs give. */
function momentsOf({ moments }: Posterior): Readonly<Record<string, Tensor>> {
  return moments ? { stats: moments } : {};
}
