import { categoricalNll } from '../../ops/categoricalNll.ts';
import { concrete } from '../../ops/concrete.ts';
import type { Prior } from './prior.ts';

/**
 * Independent categorical variables whose classes are all equally likely: the prior of categorical
 * posteriors.
 * @param size columns of z: those of all variables
 * @param classes of each variable
 */
export function uniformClasses(size: number, classes: number): Prior {
  return {
    kind: 'uniformClasses',
    sample: (graph, { name, rows, noise }) =>
      concrete(graph, graph.filled(`${name}.logits`, [rows, size], 0), {
        name,
        classes,
        noise: noise.next(graph, rows, size),
      }),
    nll(graph, z, { name, samples }) {
      const [rows = 0] = z.shape;
      const logits = graph.filled(`${name}.logits`, [rows / samples, size], 0);
      return categoricalNll(graph, logits, z, { name, classes });
    },
  };
}
