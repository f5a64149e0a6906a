import type { BackwardPass } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/** What a flow makes of z. */
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
  readonly name: string;
  /** Flows in the chain. */
  readonly flows: number;
  /** Rows of z for each row of parameters; they are adjacent. 1 by default. */
  readonly samples?: number;
}

/** The tensors of an operation that changes z. */
interface FlowTensors {
  readonly name: string;
  readonly z: Tensor;
  readonly parameters: Tensor;
  readonly y: Tensor;
  readonly terms: Tensor;
}

/** Tensors, slot and constants of the backward pass of a flow. */
export interface FlowGradients {
  readonly dy: Tensor;
  readonly dz: Tensor;
  readonly dparameters: Tensor;
  readonly weight: SlotArgument<'term_weight'>;
  readonly accumulate: Readonly<Record<string, number | boolean>>;
}

/** Undefined if no gradient reached the flow, or nobody wants one. */
export function flowGradients(
  pass: BackwardPass,
  { name, z, parameters, y, terms }: FlowTensors,
): FlowGradients | undefined {
  const arrived = pass.gradientOf(y);
  const weight = termWeight(pass, terms);
  if (!arrived && !weight) return undefined;
  const dz = pass.gradientInto(z);
  const dparameters = pass.gradientInto(parameters);
  if (!dz && !dparameters) return undefined;
  return {
    dy: arrived ?? zeros(pass, y, `${name}.none`),
    dz: dz?.tensor ?? pass.scratch(`${name}.unused_z`, z.shape),
    dparameters: dparameters?.tensor ?? pass.scratch(`${name}.unused`, parameters.shape),
    weight: weight?.slot ?? { choice: 'scalar', bindings: {} },
    accumulate: {
      ...weight?.constants,
      WEIGHTED: weight !== undefined,
      ACCUMULATE_Z: dz?.accumulate ?? false,
      ACCUMULATE_PARAMETERS: dparameters?.accumulate ?? false,
    },
  };
}

/** The gradient of what only its log determinant reaches. */
function zeros(pass: BackwardPass, like: Tensor, name: string): Tensor {
  const y = pass.scratch(name, like.shape);
  pass.record(
    dispatch('scale', name, { bindings: { x: like, y }, slots: {}, constants: { WEIGHT: 0 } }),
  );
  return y;
}
