import type { BackwardPass, Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/** The outputs of a flow. */
export interface Transformed {
  /** `[rows, L]` */
  readonly z: Tensor;
  /**
   * log |det| of the Jacobian of each row, a loss term `[ring, 1, rows]`. Left out where it is zero.
   */
  readonly logDet?: Tensor;
}

/** How an operation applies a chain of flows to rows. */
export interface FlowRows {
  /** Name of its outputs, prefix of all that it records. */
  readonly name: string;
  /** Flows in the chain. */
  readonly flows: number;
  /** Rows of z for each row of parameters; they are adjacent. 1 by default. */
  readonly samples?: number;
}

/** Kernels of flows: each has one forward and one back, with the same bindings. */
type FlowKernel = 'planar' | 'radial' | 'triangular_flow' | 'affine_flow';

/** Records a flow whose numbers are `parameters`, with its log determinant. */
export function recordFlow(
  graph: Graph,
  kernel: FlowKernel,
  { z, parameters }: { readonly z: Tensor; readonly parameters: Tensor },
  {
    name,
    constants,
  }: { readonly name: string; readonly constants: Readonly<Record<string, number | boolean>> },
): Required<Transformed> {
  const y = graph.activation(name, z.shape);
  const terms = graph.terms(`${name}.logDet`, z.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [z, parameters],
    outputs: [y, terms],
    forward: [
      dispatch(`${kernel}_forward`, `${name}.forward`, {
        bindings: { z, parameters, y, terms },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const arrived = pass.gradientOf(y);
      const weight = termWeight(pass, terms);
      if (!arrived && !weight) return;
      const gradients = gradientsInto(pass, name, z, parameters);
      if (!gradients) return;
      const { dz, dparameters, accumulate } = gradients;
      pass.record(
        dispatch(`${kernel}_backward`, `${name}.backward`, {
          bindings: { z, parameters, dy: arrived ?? zeros(pass, y, name), dz, dparameters },
          slots: { term_weight: weight?.slot ?? { choice: 'scalar', bindings: {} } },
          constants: {
            ...constants,
            ...weight?.constants,
            ...accumulate,
            WEIGHTED: weight !== undefined,
          },
        }),
      );
    },
  });
  return { z: y, logDet: terms };
}

/** Where a flow writes the gradients of z and of its numbers; undefined if nobody wants one. */
export function gradientsInto(pass: BackwardPass, name: string, z: Tensor, parameters: Tensor) {
  const dz = pass.gradientInto(z);
  const dparameters = pass.gradientInto(parameters);
  if (!dz && !dparameters) return undefined;
  return {
    dz: dz?.tensor ?? pass.scratch(`${name}.unused_z`, z.shape),
    dparameters: dparameters?.tensor ?? pass.scratch(`${name}.unused`, parameters.shape),
    accumulate: {
      ACCUMULATE_Z: dz?.accumulate ?? false,
      ACCUMULATE_PARAMETERS: dparameters?.accumulate ?? false,
    },
  };
}

/** The gradient of what only its log determinant reaches. */
function zeros(pass: BackwardPass, like: Tensor, name: string): Tensor {
  const y = pass.scratch(`${name}.none`, like.shape);
  pass.record(
    dispatch('scale', `${name}.none`, {
      bindings: { x: like, y },
      slots: {},
      constants: { WEIGHT: 0 },
    }),
  );
  return y;
}
