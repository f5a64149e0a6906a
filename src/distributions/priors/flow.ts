import { ConfigError } from '../../errors.ts';
import { broadcastKernels } from '../../kernels/catalogue/broadcast.generated.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { backThrough, forwardThrough, invertible } from '../flows/chain.ts';
import { buildFlows, loadFlows, resolveFlows } from '../flows/flows.ts';
import { sharedNumbers } from '../flows/numbers.ts';
import type { KindOptions } from '../kindOptions.ts';
import type { PriorDefinition } from './prior.ts';
import { standardNormalPrior } from './standardNormal.ts';

/** A learned prior, which normalizing flows take to N(0, I). */
export interface FlowPriorOptions {
  readonly kind: 'flow';
  /** The flows from z to N(0, I), one after the other. */
  readonly flows: readonly KindOptions[];
}

/** The flows of a prior that names none. */
const DEFAULT_FLOWS: readonly KindOptions[] = [{ kind: 'coupling' }];

/**
 * log p(z) = log N(ε; 0, I) + Σ log |det| of the flows that take z to ε. A sample is the inverse of a
 * standard normal.
 * Source: Dinh, Sohl-Dickstein & Bengio, "Density estimation using Real NVP", 2017.
 */
export const flowPrior: PriorDefinition<FlowPriorOptions> = {
  parts: [broadcastKernels],
  load: ({ flows = DEFAULT_FLOWS }) => loadFlows(flows),
  resolve: ({ flows = DEFAULT_FLOWS }) => ({ kind: 'flow', flows: resolveFlows(flows) }),
  build({ size, store }, { flows: options }) {
    const numbers = sharedNumbers(store, size);
    const context = { size, store, name: 'prior', amortised: false, numbers };
    const flows = buildFlows(context, options);
    if (!invertible(flows)) {
      const place = flows.findIndex(({ inverse }) => !inverse);
      throw new ConfigError(
        `the flow "${options[place]?.kind}" has no inverse, which a prior samples with: ` +
          'use coupling, maf, iaf or householder',
      );
    }
    const normal = standardNormalPrior(size);
    return {
      kind: 'flow',
      sample(graph, { name, ...drawn }) {
        const z = normal.sample(graph, { ...drawn, name: `${name}.normal` });
        return backThrough(flows, graph, z, { name, samples: 1 });
      },
      nll(graph, z, { name, samples }) {
        const { z: noise, logDet } = forwardThrough(flows, graph, z, { name, samples });
        if (!logDet) return normal.nll(graph, noise, { name, samples });
        const density = normal.nll(graph, noise, { name: `${name}.normal`, samples });
        return combineTerms(graph, density, logDet, { name, weights: [1, -1], samples });
      },
    };
  },
};
