import { assertInRange, BOOLEAN } from '../../checks.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { broadcastKernels } from '../../kernels/catalogue/broadcast.generated.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { forwardThrough } from '../flows/chain.ts';
import { buildFlows, loadFlows, resolveFlows } from '../flows/flows.ts';
import { amortisedNumbers, sharedNumbers } from '../flows/numbers.ts';
import type { KindOptions } from '../kindOptions.ts';
import { type GaussianDraw, gaussianHead } from './gaussian.ts';
import type { Draw, PosteriorDefinition } from './posterior.ts';

/** A Gaussian whose samples pass through normalizing flows. */
interface FlowOptions {
  readonly kind: 'flow';
  /** The flows, one after the other. */
  readonly flows: readonly KindOptions[];
  /** True if the encoder gives each example flows of its own, false if all share one. */
  readonly amortised: boolean;
}

/** The flows of a posterior that names none. */
const DEFAULT_FLOWS: readonly KindOptions[] = [{ kind: 'planar' }];

/**
 * log q(z | x) = log q(z_0 | x) - Σ log |det| of the flows that make z of z_0, a sample of a
 * Gaussian. There are no moments, and the KL is that of the samples.
 * Source: Rezende & Mohamed, "Variational inference with normalizing flows", 2015.
 */
export const flowPosterior: PosteriorDefinition<FlowOptions> = {
  parts: [broadcastKernels],
  load: ({ flows = DEFAULT_FLOWS }) => loadFlows(flows),
  resolve({ flows = DEFAULT_FLOWS, amortised = true }) {
    assertInRange('latent.amortised', BOOLEAN, amortised);
    return { kind: 'flow', flows: resolveFlows(flows), amortised };
  },
  build(context, { flows: options, amortised }) {
    const { size, store } = context;
    const base = gaussianHead(context);
    const numbers = amortised ? amortisedNumbers(context) : sharedNumbers(store, size);
    const flows = buildFlows({ size, store, name: 'flow', amortised, numbers }, options);
    return {
      name: [base.name, ...options.map((_, i) => `flow.${i}`)].join(', '),
      note: `${options.map(inWords).join(', ')}; KL by sampling`,
      moments: false,
      posterior(graph, h) {
        const start = base.posterior(graph, h);
        return {
          sample(to, { name, ...drawn }) {
            const draw = start.sample(to, { ...drawn, name: `${name}.base` });
            const { samples } = draw;
            const { z, logDet } = forwardThrough(flows, to, draw.z, {
              name,
              samples,
              ...(amortised && { h }),
            });
            return changed(draw, z, logDet);
          },
        };
      },
    };
  },
  onnx: () => import('./onnx/flow.ts'),
};

/** The samples `z` that flows make of a Gaussian's. */
function changed(draw: GaussianDraw, z: Tensor, logDet: Tensor | undefined): Draw {
  const { samples } = draw;
  const withDeterminant =
    (recorded: Recorded, sign: 1 | -1): Recorded =>
    (graph, at) => {
      if (!logDet) return recorded(graph, at);
      const term = recorded(graph, { name: `${at.name}.base` });
      return combineTerms(graph, term, logDet, { ...at, weights: [1, sign], samples });
    };
  return {
    z,
    samples,
    nll: withDeterminant(draw.nll, 1),
    logRatio: ({ kind }) =>
      kind === 'standardNormal'
        ? withDeterminant((graph, at) => draw.ratioAt(graph, z, at), -1)
        : undefined,
  };
}

/** Records a loss term. */
type Recorded = Draw['nll'];

/** `8 planar` */
function inWords({ kind, ...options }: KindOptions): string {
  const { count } = options as { readonly count?: number };
  return count === undefined ? kind : `${count} ${kind}`;
}
