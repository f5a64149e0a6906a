import { householderKernels } from '../../kernels/catalogue/householder.generated.ts';
import { householder } from '../../ops/householder.ts';
import { assertCount } from './count.ts';
import type { FlowDefinition } from './flow.ts';

/** A chain of Householder flows. */
export interface HouseholderOptions {
  readonly kind: 'householder';
  /** Flows, one after the other. */
  readonly count: number;
}

/** The chain turns and mirrors z, so that a Gaussian's axes need not be those of z. */
export const householderFlow: FlowDefinition<HouseholderOptions> = {
  parts: [householderKernels],
  resolve({ count = 1 }) {
    assertCount(count);
    return { kind: 'householder', count };
  },
  build({ size, name, numbers }, { count }) {
    const vectors = numbers({ name, units: count * size });
    return {
      forward: (graph, z, { name: own, samples, ...at }) => {
        const parameters = vectors(graph, z, { ...at, name: own, samples });
        return { z: householder(graph, z, parameters, { name: own, flows: count, samples }) };
      },
      inverse(graph, z, { name: own, samples, ...at }) {
        const parameters = vectors(graph, z, { ...at, name: own, samples });
        const reversed = { name: own, flows: count, samples, reversed: true };
        return householder(graph, z, parameters, reversed);
      },
    };
  },
};
