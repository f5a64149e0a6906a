import { divergence } from '../../distributions/divergence.ts';
import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import type { Posterior } from '../../distributions/posteriors/posterior.ts';
import { ConfigError, InternalError } from '../../errors.ts';
import { differentiate } from '../../graph/differentiate.ts';
import { Graph } from '../../graph/graph.ts';
import { physicalSize } from '../../graph/layout.ts';
import type { Dispatch } from '../../graph/plan.ts';
import { HEALTHY } from '../../graph/report.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { arithmeticKernels } from '../../kernels/catalogue/arithmetic.generated.ts';
import { lossesKernels } from '../../kernels/catalogue/losses.generated.ts';
import { trainingKernels } from '../../kernels/catalogue/training.generated.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { dispatch } from '../../kernels/dispatch.ts';
import { weightedSum } from '../../ops/weightedSum.ts';
import { optimizerConstants, resolveOptimizer } from '../../optimizers/registry.ts';
import type { ObjectiveRequest, Program, ProgramRequest } from '../model.ts';
import { inputsByName } from '../program.ts';
import type { CodedBatch } from './codedBatch.ts';

/** Slots of the loss ring: the losses of the encoder's posterior, and those of the refined one. */
const RING = 2;

/** The part of a coded model that its refinement is recorded with. */
interface Refinable {
  readonly store: Store;
  code(
    graph: Graph,
    request: Omit<ObjectiveRequest, 'options'>,
    samples: number,
    instead: (encoded: Posterior) => Posterior,
  ): CodedBatch;
}

/**
 * Records a step of Adam on the mean and log variance of each row, with the decoder and the prior fixed. What is
 * added to the encoder's posterior is carried through a burst, in which all rows are refined side by side.
 * The encoder runs in the steps 1, 1 + n, … for bursts of n steps. The step weighs the terms by the
 * first two loss weights, reconstruction and KL.
 * @param request.source its ring is the number of steps in a burst
 * @throws ConfigError for posteriors other than Gaussians that are independent in each dimension
 */
export function recordRefinement(
  { store, code }: Refinable,
  { source, noise, samples }: ProgramRequest,
): Program {
  addParts([arithmeticKernels, lossesKernels, trainingKernels]);
  const graph = new Graph(store, { ring: RING });
  let encoding = 0;
  let refined: Refined | undefined;
  const batch = code(graph, { source, mode: 'evaluate', noise }, samples, (encoded) => {
    encoding = graph.forward.length;
    refined = refine(graph, encoded);
    return gaussianPosterior(refined.stats);
  });
  if (!refined) throw new InternalError('a coded batch did not ask for its posterior');
  const kl = divergence(graph, batch, { name: 'kl' }).tensor;
  const reconstruction = batch.reconstruction();
  const { dispatches, gradients } = differentiate(graph, [reconstruction, kl], [refined.stats]);
  const gradient = gradients.get(refined.stats.name);
  const health = graph.constant('refined.health', [HEALTHY]);
  const once = (each: Dispatch): Dispatch => ({ ...each, every: source.ring });
  return {
    plan: {
      name: 'refinement',
      step: [
        ...graph.forward.map((each, i) => (i < encoding ? once(each) : each)),
        ...dispatches,
        ...(gradient ? [update(refined, gradient, health)] : []),
      ],
      burst: [],
      outputs: [],
    },
    inputs: inputsByName(graph),
    outputs: { reconstruction, kl, health },
    terms: [],
  };
}

interface Refined {
  /** `[rows, 2 · latent]` */
  readonly stats: Tensor;
  /** The change of the encoder's statistics and its moments of Adam, as one tensor. */
  readonly state: Tensor;
}

/** Adds what is carried through a burst to the encoder's statistics. */
function refine(graph: Graph, { moments, independent }: Posterior): Refined {
  if (!moments || !independent) {
    throw new ConfigError(
      'only Gaussian posteriors that are independent in each dimension can be refined',
    );
  }
  const { shape } = moments;
  const name = 'refined';
  const size = physicalSize(shape);
  const state: Tensor = {
    ...graph.carried(`${name}.state`, [3 * size]),
    arena: `${name}.state`,
    offset: 0,
  };
  // The first third of the state, as a matrix.
  const change: Tensor = {
    ...graph.carried(`${name}.change`, shape),
    arena: state.name,
    offset: 0,
  };
  return { stats: weightedSum(graph, moments, change, { name }), state };
}

function update({ state }: Refined, gradient: Tensor, health: Tensor): Dispatch {
  const flat = { ...gradient, shape: [physicalSize(gradient.shape)] };
  return dispatch('optimizer_update', 'refined.adam', {
    bindings: { state, gradient: flat, health },
    slots: {
      optimizer: { choice: 'adam', bindings: {} },
      clip: { choice: 'none', bindings: {} },
    },
    constants: optimizerConstants(resolveOptimizer({})),
  });
}
