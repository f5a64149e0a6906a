import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type FlowRows, recordFlow, type Transformed } from './flow.ts';

/**
 * A chain of radial flows of each row, `z + (p - α) / (α + r) (z - c)` with r = |z - c|, α = softplus(a)
 * and p = softplus(b), which stretch or shrink what surrounds c.
 * Source: Rezende & Mohamed, "Variational inference with normalizing flows", 2015.
 *
 * @param z `[M · samples, L]`
 * @param parameters `[M, flows · (L + 2)]`: c, a and b of each flow
 * @throws ShapeError if the shapes do not match
 */
export function radial(
  graph: Graph,
  z: Tensor,
  parameters: Tensor,
  { name, flows, samples = 1 }: FlowRows,
): Required<Transformed> {
  const constants = { FLOWS: flows, SAMPLES: samples };
  return recordFlow(graph, 'radial', { z, parameters }, { name, constants });
}
