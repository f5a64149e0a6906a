import { radialKernels } from '../../kernels/catalogue/radial.generated.ts';
import { radial } from '../../ops/radial.ts';
import { assertCount } from './count.ts';
import type { FlowDefinition } from './flow.ts';

/** A chain of radial flows. */
export interface RadialOptions {
  readonly kind: 'radial';
  /** Flows, one after the other. */
  readonly count: number;
}

/** Each flow moves z away from a point or towards it. */
export const radialFlow: FlowDefinition<RadialOptions> = {
  parts: [radialKernels],
  resolve({ count = 1 }) {
    assertCount(count);
    return { kind: 'radial', count };
  },
  build({ size, name, numbers }, { count }) {
    const parameters = numbers({ name, units: count * (size + 2) });
    return {
      forward: (graph, z, at) =>
        radial(graph, z, parameters(graph, z, at), {
          name: at.name,
          flows: count,
          samples: at.samples,
        }),
    };
  },
};
