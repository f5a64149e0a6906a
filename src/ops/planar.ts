import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type FlowRows, recordFlow, type Transformed } from './flow.ts';

/**
 * A chain of planar flows of each row: `z + û tanh(w · z + b)`, where û is u, moved along w until the
 * flow is invertible.
 * Source: Rezende & Mohamed, "Variational inference with normalizing flows", 2015.
 *
 * @param z `[M · samples, L]`
 * @param parameters `[M, flows · (2L + 1)]`: u, w and b of each flow
 * @throws ShapeError if the shapes do not match
 */
export function planar(
  graph: Graph,
  z: Tensor,
  parameters: Tensor,
  { name, flows, samples = 1 }: FlowRows,
): Required<Transformed> {
  const constants = { FLOWS: flows, SAMPLES: samples };
  return recordFlow(graph, 'planar', { z, parameters }, { name, constants });
}
