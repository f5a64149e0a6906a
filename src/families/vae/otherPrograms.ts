import { logRatio } from '../../distributions/divergence.ts';
import type { Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { gaussianKernels } from '../../kernels/catalogue/gaussian.generated.ts';
import { importanceKernels } from '../../kernels/catalogue/importance.generated.ts';
import type { ProgramKind, ProgramRequest, Programs } from '../model.ts';
import { forwardProgram } from '../program.ts';
import type { CodedBatch } from './codedBatch.ts';

/** Kernels that record log densities of samples, which such posteriors and priors need. */
export const PARTS = [arithmeticKernels, gaussianKernels, importanceKernels];

/** The parts of a model with which the programs are recorded, in evaluation. */
interface Parts {
  readonly store: Store;
  readonly prior: Prior;
  /** True if its posteriors have moments. */
  readonly moments: boolean;
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
    ...(!parts.moments && { density: densityProgram(parts) }),
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

function densityProgram({ store, code }: Parts): ProgramKind {
  return {
    record: (request) => {
      const graph = new Graph(store, { ring: request.source.ring });
      const { draw, prior } = code(graph, request);
      const { z } = draw;
      const priorNll = prior.nll(graph, z, { name: 'prior', samples: 1 });
      return forwardProgram('density', graph, {
        z,
        logRatio: logRatio(graph, draw, prior, { name: 'kl' }),
        priorNll,
      });
    },
  };
}
