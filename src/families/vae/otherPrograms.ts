import { logRatio } from '../../distributions/divergence.ts';
import type { Posterior, PosteriorHead } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { ConfigError } from '../../errors.ts';
import { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { gaussianKernels } from '../../kernels/catalogue/gaussian.generated.ts';
import { importanceKernels } from '../../kernels/catalogue/importance.generated.ts';
import type { ProgramKind, ProgramRequest, Programs } from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { CodedBatch } from './codedBatch.ts';

export { priorRows } from './priorRows.ts';

/** Kernels that record log densities of samples, which such posteriors and priors need. */
export const PARTS = [arithmeticKernels, gaussianKernels, importanceKernels];

/** The parts of a model with which the programs are recorded, in evaluation. */
interface Parts {
  readonly store: Store;
  readonly prior: Prior;
  readonly head: PosteriorHead;
  /** Records the posterior of each row. */
  posterior(graph: Graph, request: Omit<ProgramRequest, 'samples'>): Posterior;
  /** Records one sample of each posterior. */
  code(graph: Graph, request: Omit<ProgramRequest, 'samples'>): CodedBatch;
}

/** Samples of the code by which a row is assigned to clusters: its posterior may lie between some. */
const CLUSTER_SAMPLES = 10;

/** The programs that only posteriors and priors other than those of the classic model have. */
export function otherPrograms(parts: Parts): Pick<Programs, 'classify' | 'density'> {
  const { clusters } = parts.prior;
  return {
    ...(clusters && { classify: classifyProgram(parts, clusters) }),
    ...(parts.head.classes && { classify: probabilitiesProgram(parts) }),
    ...(!parts.head.moments && { density: densityProgram(parts) }),
  };
}

function classifyProgram(
  { store, posterior }: Parts,
  clusters: NonNullable<Prior['clusters']>,
): ProgramKind {
  return {
    samples: () => CLUSTER_SAMPLES,
    record: (request) => {
      const graph = new Graph(store);
      const { noise, samples } = request;
      const { z } = posterior(graph, request).sample(graph, { name: 'z', noise, samples });
      const probabilities = clusters(graph, z, { name: 'clusters', samples });
      return forwardProgram('classifier', graph, { probabilities });
    },
  };
}

/** The classes of a categorical code, whose probabilities take no samples. */
function probabilitiesProgram({ store, posterior }: Parts): ProgramKind {
  return {
    record: (request) => {
      if (request.samples > 1) {
        throw new ConfigError(
          'a categorical code has the probabilities of its classes without samples: leave samples out',
        );
      }
      const graph = new Graph(store);
      return forwardProgram('classifier', graph, probabilitiesOf(posterior(graph, request), graph));
    },
  };
}

/** The probabilities of a posterior that has them. */
function probabilitiesOf(posterior: Posterior, graph: Graph): Readonly<Record<string, Tensor>> {
  const probabilities = posterior.probabilities?.(graph, { name: 'probabilities' });
  return probabilities ? { probabilities } : {};
}

function densityProgram({ store, code }: Parts): ProgramKind {
  return {
    record: (request) => {
      const graph = new Graph(store, { ring: request.source.ring });
      const { draw, prior, posterior } = code(graph, request);
      const { z } = draw;
      const priorNll = prior.nll(graph, z, { name: 'prior', samples: 1 });
      return forwardProgram('density', graph, {
        z,
        logRatio: logRatio(graph, draw, prior, { name: 'kl' }),
        priorNll,
        ...probabilitiesOf(posterior, graph),
      });
    },
  };
}
