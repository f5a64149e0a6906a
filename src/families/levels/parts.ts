import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import { type ForwardPass, flatSize, type Shape } from '../../layers/layer.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import type { BuiltLevel } from './inference.ts';

/**
 * Declares the layers `NAME.mu` and `NAME.logvar` of a Gaussian.
 * @param options.encoded true if layers made the input, false if it is a code or the data
 */
export function declareGaussian(
  store: Store,
  { name, input, size, encoded }: { name: string; input: Shape; size: number; encoded: boolean },
): Dense {
  return declareDense(store, {
    name,
    inputs: flatSize(input),
    units: 2 * size,
    activation: 'identity',
    parts: [{ name: `${name}.mu` }, { name: `${name}.logvar` }],
    ...(encoded && { image: input }),
  });
}

/** p of the level below, `[rows, 2 · size]`: mu, then logvar. */
export function priorBelow(
  graph: Graph,
  level: BuiltLevel | undefined,
  z: Tensor,
  pass: ForwardPass,
): Tensor | undefined {
  if (!level?.below) return undefined;
  return dense(graph, level.decoder.apply(graph, { x: z }, pass).y, level.below);
}

/** p of the top level, N(0, I), as mu and logvar. */
export function standardNormals(graph: Graph, rows: number, size: number): Tensor {
  return graph.filled(graph.site('prior.top'), [rows, 2 * size], 0);
}
