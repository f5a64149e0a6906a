import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type FlowRows, recordFlow, type Transformed } from './flow.ts';

/**
 * A Sylvester flow of each row with triangular matrices, `z + R tanh(S z + b)`.
 * Source: van den Berg et al., "Sylvester normalizing flows for variational inference", 2018.
 *
 * @param z `[M · samples, L]`
 * @param parameters `[M, L² + 2L]`: a matrix with R above its diagonal, the transpose of S below it and r
 *   on it, then s and b; tanh of r and s are the diagonals of R and S
 * @throws ShapeError if the shapes do not match
 */
export function triangularFlow(
  graph: Graph,
  z: Tensor,
  parameters: Tensor,
  { name, samples = 1 }: Omit<FlowRows, 'flows'>,
): Required<Transformed> {
  const constants = { SAMPLES: samples };
  return recordFlow(graph, 'triangular_flow', { z, parameters }, { name, constants });
}
