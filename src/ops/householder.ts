import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type FlowRows, gradientsInto } from './flow.ts';

/**
 * A chain of Householder flows of each row, which reflect it: `z - 2 v (v · z) / |v|²`. They keep
 * volumes.
 * Source: Tomczak & Welling, "Improving variational auto-encoders using Householder flow", 2016.
 *
 * @param z `[M · samples, L]`
 * @param parameters `[M, flows · L]`: v of each flow
 * @param reversed true for the inverse, from the last flow to the first
 * @returns `[M · samples, L]`
 * @throws ShapeError if the shapes do not match
 */
export function householder(
  graph: Graph,
  z: Tensor,
  parameters: Tensor,
  { name, flows, samples = 1, reversed = false }: FlowRows & { reversed?: boolean },
): Tensor {
  const y = graph.activation(name, z.shape);
  const constants = { FLOWS: flows, SAMPLES: samples, REVERSED: reversed };
  graph.record({
    label: name,
    inputs: [z, parameters],
    outputs: [y],
    forward: [
      dispatch('householder_forward', `${name}.forward`, {
        bindings: { z, parameters, y },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const gradients = dy && gradientsInto(pass, name, z, parameters);
      if (!gradients) return;
      const { dz, dparameters, accumulate } = gradients;
      pass.record(
        dispatch('householder_backward', `${name}.backward`, {
          bindings: { y, parameters, dy, dz, dparameters },
          slots: {},
          constants: { ...constants, ...accumulate },
        }),
      );
    },
  });
  return y;
}
