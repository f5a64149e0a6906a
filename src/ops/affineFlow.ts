import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { recordFlow, type Transformed } from './flow.ts';

/**
 * Values scaled and shifted by two numbers of their own, m and s: gated, `σ(s) z + (1 - σ(s)) m`, else
 * `(z - m) exp(-s)`.
 * Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016, and
 * Papamakarios et al., "Masked autoregressive flow for density estimation", 2017.
 *
 * @param z `[M, L]`
 * @param numbers `[M, 2L]`: m, then s
 * @param samples rows of z per example, for rows past the batch
 * @throws ShapeError if the shapes do not match
 */
export function affineFlow(
  graph: Graph,
  z: Tensor,
  numbers: Tensor,
  { name, gated, samples = 1 }: { name: string; gated: boolean; samples?: number },
): Required<Transformed> {
  const constants = { GATED: gated, SAMPLES: samples };
  return recordFlow(graph, 'affine_flow', { z, parameters: numbers }, { name, constants });
}

/**
 * The values that {@link affineFlow} takes to y. No gradient flows back.
 * @param y `[M, L]`
 * @param numbers `[M, 2L]`: m, then s
 * @returns `[M, L]`
 */
export function affineFlowInverse(
  graph: Graph,
  y: Tensor,
  numbers: Tensor,
  { name, gated }: { name: string; gated: boolean },
): Tensor {
  const z = graph.activation(name, y.shape);
  graph.record({
    label: name,
    inputs: [y, numbers],
    outputs: [z],
    forward: [
      dispatch('affine_flow_inverse', `${name}.forward`, {
        bindings: { y, parameters: numbers, z },
        slots: {},
        constants: { GATED: gated },
      }),
    ],
  });
  return z;
}
