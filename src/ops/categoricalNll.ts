import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * -log probability of one-hot samples of categorical variables, in nats. For programs that judge
 * samples: it has no gradient.
 *
 * @param logits `[M, variables · classes]`
 * @param z `[M · samples, variables · classes]`
 * @param classes of each variable
 * @returns a loss term, `[ring, 1, M · samples]`
 */
export function categoricalNll(
  graph: Graph,
  logits: Tensor,
  z: Tensor,
  { name, classes }: { name: string; classes: number },
): Tensor {
  const terms = graph.terms(name, z.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [logits, z],
    outputs: [terms],
    forward: [
      dispatch('categorical_nll', name, {
        bindings: { logits, z, terms },
        slots: {},
        constants: { CLASSES: classes },
      }),
    ],
  });
  return terms;
}
