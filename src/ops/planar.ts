import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type FlowRows, flowGradients, type Transformed } from './flow.ts';

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
  const y = graph.activation(name, z.shape);
  const terms = graph.terms(`${name}.logDet`, z.shape[0] ?? 0);
  const constants = { FLOWS: flows, SAMPLES: samples };
  graph.record({
    label: name,
    inputs: [z, parameters],
    outputs: [y, terms],
    forward: [
      dispatch('planar_forward', `${name}.forward`, {
        bindings: { z, parameters, y, terms },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const gradients = flowGradients(pass, { name, z, parameters, y, terms });
      if (!gradients) return;
      const { dy, dz, dparameters, weight, accumulate } = gradients;
      pass.record(
        dispatch('planar_backward', `${name}.backward`, {
          bindings: { z, parameters, dy, dz, dparameters },
          slots: { term_weight: weight },
          constants: { ...constants, ...accumulate },
        }),
      );
    },
  });
  return { z: y, logDet: terms };
}
