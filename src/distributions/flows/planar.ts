import { planarKernels } from '../../kernels/catalogue/planar.generated.ts';
import { planar } from '../../ops/planar.ts';
import { assertCount } from './count.ts';
import type { FlowDefinition } from './flow.ts';

/** A chain of planar flows. */
export interface PlanarOptions {
  readonly kind: 'planar';
  /** Flows, one after the other. */
  readonly count: number;
}

/** Each flow moves z along one direction. It has no inverse in closed form. */
export const planarFlow: FlowDefinition<PlanarOptions> = {
  parts: [planarKernels],
  resolve({ count = 1 }) {
    assertCount(count);
    return { kind: 'planar', count };
  },
  build({ size, name, numbers }, { count }) {
    const parameters = numbers({ name, units: count * (2 * size + 1) });
    return {
      forward: (graph, z, at) =>
        planar(graph, z, parameters(graph, z, at), {
          name: at.name,
          flows: count,
          samples: at.samples,
        }),
    };
  },
};
