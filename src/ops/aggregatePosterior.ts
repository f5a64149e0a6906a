import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Log density of samples under the aggregate posterior q(z) = 1/N Σ_n q(z | x_n), in nats. For
 * evaluation only; it has no gradient. Source: Hoffman & Johnson, "ELBO surgery", 2016.
 *
 * @param z `[M, L]`
 * @param stats `[N, 2L]`: mu, then logvar
 * @returns `[M]`
 */
export function aggregatePosterior(
  graph: Graph,
  z: Tensor,
  stats: Tensor,
  { name }: { name: string },
): Tensor {
  const logDensity = graph.activation(name, z.shape.slice(0, 1));
  graph.record({
    label: name,
    inputs: [z, stats],
    outputs: [logDensity],
    forward: [
      dispatch('aggregate_posterior', `${name}.forward`, {
        bindings: { z, stats, log_density: logDensity },
        slots: {},
      }),
    ],
  });
  return logDensity;
}
