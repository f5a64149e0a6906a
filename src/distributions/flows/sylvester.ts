import { assertInRange, wholeNumber } from '../../checks.ts';
import { householderKernels } from '../../kernels/catalogue/householder.generated.ts';
import { sylvesterKernels } from '../../kernels/catalogue/sylvester.generated.ts';
import { householder } from '../../ops/householder.ts';
import { triangularFlow } from '../../ops/triangularFlow.ts';
import { forwardThrough } from './chain.ts';
import { assertCount } from './count.ts';
import type { Flow, FlowDefinition } from './flow.ts';

/** Sylvester flows whose orthogonal matrices are products of reflections. */
export interface SylvesterOptions {
  readonly kind: 'sylvester';
  /** Flows, one after the other. */
  readonly count: number;
  /** Reflections that the orthogonal matrix of a flow is a product of. */
  readonly reflections: number;
}

/**
 * `z + Q R tanh(S Qᵀ z + b)`: a planar flow along as many directions as z has. With y = Qᵀ z it is
 * Q (y + R tanh(S y + b)).
 * Source: van den Berg et al., "Sylvester normalizing flows for variational inference", 2018,
 * section 4.2.
 */
export const sylvesterFlow: FlowDefinition<SylvesterOptions> = {
  parts: [householderKernels, sylvesterKernels],
  resolve({ count = 1, reflections = 8 }) {
    assertCount(count);
    assertInRange('reflections', wholeNumber(1, 256), reflections);
    return { kind: 'sylvester', count, reflections };
  },
  build({ size, name, numbers }, { count, reflections }) {
    const flows = Array.from({ length: count }, (_, i): Flow => {
      const own = `${name}.${i}`;
      const vectors = numbers({ name: `${own}.reflections`, units: reflections * size });
      const triangles = numbers({ name: `${own}.triangles`, units: size * (size + 2) });
      return {
        forward(graph, z, at) {
          const { name: prefix, samples } = at;
          const part = (of: string) => ({ ...at, name: `${prefix}.${of}` });
          const turn = { flows: reflections, samples };
          const axes = vectors(graph, z, part('reflections'));
          const turned = householder(graph, z, axes, {
            ...turn,
            name: `${prefix}.turned`,
            reversed: true,
          });
          const matrices = triangles(graph, z, part('triangles'));
          const { z: y, logDet } = triangularFlow(graph, turned, matrices, part('moved'));
          return { z: householder(graph, y, axes, { ...turn, name: prefix }), logDet };
        },
      };
    });
    return { forward: (graph, z, at) => forwardThrough(flows, graph, z, at) };
  },
};
