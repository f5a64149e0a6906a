import { ConfigError } from '../errors.ts';
import { logicalSize } from './layout.ts';
import type { Dispatch } from './plan.ts';
import type { Store } from './store.ts';
import type { DType, Tensor, TensorRole } from './tensor.ts';

/** Maximum number of loss terms with a target in a graph (shaders/shared/step.wgsl). */
export const MAX_TARGETS = 8;

/** The interface that `differentiate` gives to backward rules. */
export interface BackwardPass {
  /** The gradient at an output, or undefined if no gradient reached it. */
  gradientOf(output: Tensor): Tensor | undefined;
  /**
   * The tensor that receives an input's gradient, and whether to add to its present value.
   * Undefined if the gradient is not needed. The caller must write the tensor: later calls for the
   * same input return `accumulate: true`.
   */
  gradientInto(input: Tensor): { tensor: Tensor; accumulate: boolean } | undefined;
  /**
   * Index of a loss term's weight in the step record, or undefined if the term is not in the loss.
   */
  weightOf(term: Tensor): number | undefined;
  /** A temporary tensor of the rule. */
  scratch(name: string, shape: readonly number[]): Tensor;
  /** Appends a dispatch to the backward pass. */
  record(dispatch: Dispatch): void;
}

/** A recorded op: its forward dispatches and its backward rule. */
export interface Operation {
  readonly label: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly forward: readonly Dispatch[];
  /** Omitted where no gradient can flow back (data, noise). */
  readonly backward?: (pass: BackwardPass) => void;
}

/**
 * The computation, recorded once by ops with all shapes known. Ops append operations.
 * `differentiate` reads them in reverse, any number of times.
 */
export class Graph {
  /** The parameters that ops read. */
  readonly store: Store;
  /** Slots of the loss ring: the maximum number of steps in a burst that report their losses. */
  readonly ring: number;
  readonly #operations: Operation[] = [];
  readonly #inputs: Tensor[] = [];
  readonly #names = new Set<string>();
  readonly #sites = new Map<string, number>();
  #targets = 0;

  constructor(store: Store, options: { ring?: number } = {}) {
    this.store = store;
    this.ring = options.ring ?? 32;
  }

  /** Data, row index, noise or latents. Whoever runs the plan binds or uploads it. */
  input(name: string, shape: readonly number[], dtype: DType = 'f32'): Tensor {
    const tensor = this.#tensor(name, shape, 'input', dtype);
    this.#inputs.push(tensor);
    return tensor;
  }

  /** All inputs, in recording order. */
  get inputs(): readonly Tensor[] {
    return this.#inputs;
  }

  /** A list of whole numbers that is part of the plan. */
  constant(name: string, values: readonly number[]): Tensor {
    return { ...this.#tensor(name, [values.length], 'constant', 'u32'), values };
  }

  /** A constant tensor filled with one number, for example the targets of an adversary. */
  filled(name: string, shape: readonly number[], value: number): Tensor {
    const values = Array.from({ length: logicalSize(shape) }, () => value);
    return { ...this.#tensor(name, shape, 'constant'), values };
  }

  /** A tensor that a step writes and reads. */
  activation(name: string, shape: readonly number[], dtype: 'f32' | 'u32' = 'f32'): Tensor {
    return this.#tensor(name, shape, 'activation', dtype);
  }

  /**
   * A tensor that is kept from one step of a burst to the next and is zero before the first step;
   * see `carry`.
   */
  carried(name: string, shape: readonly number[]): Tensor {
    return this.#tensor(name, shape, 'carried');
  }

  /**
   * Name for the outputs of a layer's next application: `name` the first time, then `name@1`,
   * `name@2`, …
   */
  site(name: string): string {
    const uses = this.#sites.get(name) ?? 0;
    this.#sites.set(name, uses + 1);
    return uses === 0 ? name : `${name}@${uses}`;
  }

  /** A loss term, `[ring, 1, rows]`: one value per row, for each slot of the ring. */
  terms(name: string, rows: number): Tensor {
    return this.#tensor(name, [this.ring, 1, rows], 'terms');
  }

  /**
   * Allocates a place in the step record for one more term's target.
   * @throws ConfigError for more than 8
   */
  target(): number {
    if (this.#targets === MAX_TARGETS) {
      throw new ConfigError(`a model has at most ${MAX_TARGETS} loss terms with a target`);
    }
    this.#targets += 1;
    return this.#targets - 1;
  }

  /** Appends an operation. */
  record(operation: Operation): void {
    this.#operations.push(operation);
  }

  /** All operations, in recording order. */
  get operations(): readonly Operation[] {
    return this.#operations;
  }

  /** The dispatches of the forward pass, in order. */
  get forward(): readonly Dispatch[] {
    return this.#operations.flatMap((operation) => operation.forward);
  }

  /** @internal Creates a named tensor. `differentiate` uses it for gradients. */
  tensor(name: string, shape: readonly number[], role: TensorRole): Tensor {
    return this.#tensor(name, shape, role);
  }

  #tensor(name: string, shape: readonly number[], role: TensorRole, dtype: DType = 'f32'): Tensor {
    if (this.#names.has(name)) {
      throw new ConfigError(`two tensors of one graph are named "${name}": rename one`);
    }
    this.#names.add(name);
    return { name, shape, dtype, role };
  }
}
