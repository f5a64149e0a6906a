import { ConfigError, ShapeError } from '../errors.ts';
import { logicalSize } from '../graph/layout.ts';
import {
  type Dispatch,
  type Plan,
  planTensors,
  recordedPlan,
  runsIn,
  zeroedTensors,
} from '../graph/plan.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { sizesOf } from '../kernels/launch.ts';
import type { StepScalars } from '../kernels/step.ts';
import { bindLaunch, type ReferenceLaunch } from './launch.ts';
import type { ReferenceStore } from './store.ts';

/**
 * Runs a plan on the CPU in float64, kernel by kernel, so that an error on a device can be located
 * by comparing tensors. Values have no padding. For a fused dispatch it runs the recorded
 * dispatches.
 */
export class ReferenceExecutor {
  readonly plan: Plan;
  readonly #store: ReferenceStore;
  readonly #values = new Map<string, Float64Array>();
  readonly #step: readonly (ReferenceLaunch & { readonly every: number })[];
  readonly #burst: readonly ReferenceLaunch[];
  readonly #zeroed: readonly Tensor[];

  /**
   * @param inputs values of the plan's `input` tensors by name; they are copied. Data sets of type
   *   u8 have values 0..255.
   * @throws ConfigError for a missing input, ShapeError for an input of a wrong size
   */
  constructor(
    store: ReferenceStore,
    plan: Plan,
    inputs: Readonly<Record<string, ArrayLike<number>>> = {},
  ) {
    this.plan = plan;
    this.#store = store;
    const recorded = recordedPlan(plan);
    for (const tensor of planTensors(recorded)) {
      if (tensor.role === 'groupState') continue;
      const own = store.values(tensor) ?? new Float64Array(logicalSize(tensor.shape));
      this.#values.set(tensor.name, own);
      if (tensor.role === 'input') this.write(tensor, inputs[tensor.name]);
      if (tensor.values) this.write(tensor, tensor.values);
    }
    this.#step = recorded.step.flatMap((dispatch) =>
      this.#bind(dispatch).map((launch) => ({ ...launch, every: dispatch.every ?? 1 })),
    );
    this.#zeroed = zeroedTensors(recorded);
    this.#burst = recorded.burst.flatMap((dispatch) => this.#bind(dispatch));
  }

  /** Runs one step for each record, then the dispatches of the burst. */
  run(records: readonly StepScalars[]): void {
    for (const tensor of this.#zeroed) this.values(tensor).fill(0);
    for (const record of records) {
      for (const launch of this.#step) {
        if (runsIn(record.counter, launch)) launch.run(record);
      }
    }
    const last = records.at(-1);
    if (!last) return;
    for (const launch of this.#burst) launch.run(last);
  }

  /** The values of a tensor of the plan, not a copy; by tensor or name. */
  values(tensor: Tensor | string): Float64Array {
    const name = typeof tensor === 'string' ? tensor : tensor.name;
    const values = this.#values.get(name);
    if (!values) throw new ConfigError(`plan "${this.plan.name}" has no tensor "${name}"`);
    return values;
  }

  /** Replaces the values of a tensor. @throws ShapeError if `values` has another size. */
  write(tensor: Tensor, values: ArrayLike<number> | undefined): void {
    if (!values) {
      throw new ConfigError(`plan "${this.plan.name}": no values for input "${tensor.name}"`);
    }
    const target = this.values(tensor);
    if (values.length !== target.length) {
      throw new ShapeError(
        `${describeTensor(tensor)} takes ${target.length} values, got ${values.length}`,
      );
    }
    target.set(values);
  }

  /**
   * Splits a dispatch over a group's state into one launch per parameter in its range. A dispatch
   * over the group's gradients alone gets them without padding.
   */
  #bind(dispatch: Dispatch): ReferenceLaunch[] {
    const { state, gradient } = dispatch.bindings;
    if (gradient?.role !== 'groupGradient') {
      return [bindLaunch(dispatch, (tensor) => this.values(tensor))];
    }
    if (state?.role !== 'groupState') {
      const P = this.values(gradient).length;
      return [bindLaunch(dispatch, (tensor) => this.values(tensor), { P })];
    }
    const { FIRST, COUNT } = sizesOf(dispatch);
    return this.#store.group(state.group, FIRST, COUNT || Infinity).map((parameter) => {
      const values = (tensor: Tensor): Float64Array => {
        if (tensor === state) return parameter.state;
        return tensor === gradient ? parameter.gradient : this.values(tensor);
      };
      const range = FIRST === undefined ? {} : { FIRST: 0, COUNT: 0 };
      return bindLaunch(dispatch, values, { P: parameter.gradient.length, ...range });
    });
  }
}
