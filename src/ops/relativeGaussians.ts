import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Diagonal Gaussians q seen from others p, side by side: the moments of (z - mu_p) / exp(logvar_p /
 * 2), with z from q. Where q = p they are those of N(0, I). It has no gradient.
 *
 * @param pairs q and p `[M, 2L]` each: mu, then logvar
 * @returns `[M, 2 · ΣL]`: the means of all pairs, then the log variances of all pairs
 */
export function relativeGaussians(
  graph: Graph,
  pairs: readonly { readonly q: Tensor; readonly p: Tensor }[],
  { name }: { name: string },
): Tensor {
  const [rows = 0] = pairs[0]?.q.shape ?? [];
  const sizes = pairs.map(({ q: { shape } }) => (shape[1] ?? 0) / 2);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const y = graph.activation(name, [rows, 2 * whole]);
  graph.record({
    label: name,
    inputs: pairs.flatMap(({ q, p }) => [q, p]),
    outputs: [y],
    forward: pairs.map(({ q, p }, place) => {
      const first = sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
      return dispatch('relative_gaussian', `${name}.${place}`, {
        bindings: { q, p, y },
        slots: {},
        constants: { FIRST: first },
      });
    }),
  });
  return y;
}
