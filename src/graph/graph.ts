import { ConfigError } from '../errors.ts';
import { logicalSize } from './layout.ts';
import type { Dispatch } from './plan.ts';
import type { Store } from './store.ts';
import type { DType, Tensor, TensorRole } from './tensor.ts';

/** The most loss terms of a graph that have a target (shaders/shared/step.wgsl). */
export const MAX_TARGETS = 8;

/** What a backward rule may ask for and do; see `differentiate`. */
export interface BackwardPass {
  /** The gradient that arrived at an output, or undefined if none did. */
  gradientOf(output: Tensor): Tensor | undefined;
  /**
   * Where to put an input's gradient, and whether to add to what is there. Undefined if
   * nobody wants it. Asking is a promise to write: a second asker is told to add.
   */
  gradientInto(input: Tensor): { tensor: Tensor; accumulate: boolean } | undefined;
  /** Place of a loss term's weight in the step record, or undefined if it is not in the loss. */
  weightOf(term: Tensor): number | undefined;
  /** A tensor for use within the rule. */
  scratch(name: string, shape: readonly number[]): Tensor;
  record(dispatch: Dispatch): void;
}

/** One recorded op: its forward dispatches and its backward rule. */
export interface Operation {
  readonly label: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly forward: readonly Dispatch[];
  /** Omitted where nothing can flow back (data, noise). */
  readonly backward?: (pass: BackwardPass) => void;
}

/**
 * What to compute, recorded once by ops with all shapes known. Ops append operations;
 * `differentiate` reads them in reverse, any number of times.
 */
export class Graph {
  readonly store: Store;
  /** Slots of the loss ring: the longest burst whose losses can be told apart. */
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

  /** Data, row index, noise or latents: bound or uploaded by whoever runs the plan. */
  input(name: string, shape: readonly number[], dtype: DType = 'f32'): Tensor {
    const tensor = this.#tensor(name, shape, 'input', dtype);
    this.#inputs.push(tensor);
    return tensor;
  }

  get inputs(): readonly Tensor[] {
    return this.#inputs;
  }

  /** A list of whole numbers that is part of the plan. */
  constant(name: string, values: readonly number[]): Tensor {
    return { ...this.#tensor(name, [values.length], 'constant', 'u32'), values };
  }

  /** The same number everywhere, as part of the plan: targets of an adversary, for instance. */
  filled(name: string, shape: readonly number[], value: number): Tensor {
    const values = Array.from({ length: logicalSize(shape) }, () => value);
    return { ...this.#tensor(name, shape, 'constant'), values };
  }

  activation(name: string, shape: readonly number[], dtype: 'f32' | 'u32' = 'f32'): Tensor {
    return this.#tensor(name, shape, 'activation', dtype);
  }

  /** Kept from one step of a burst to the next, and zero before the first: see `carry`. */
  carried(name: string, shape: readonly number[]): Tensor {
    return this.#tensor(name, shape, 'carried');
  }

  /**
   * The name under which a layer's outputs go each time it is applied: its own the first time, then
   * `name@1`, `name@2`, …
   */
  site(name: string): string {
    const uses = this.#sites.get(name) ?? 0;
    this.#sites.set(name, uses + 1);
    return uses === 0 ? name : `${name}@${uses}`;
  }

  /** A loss term, `[ring, 1, rows]`: one value a row, for each slot of the ring. */
  terms(name: string, rows: number): Tensor {
    return this.#tensor(name, [this.ring, 1, rows], 'terms');
  }

  /**
   * The place of one more term's target in the step record.
   * @throws ConfigError for more than {@link MAX_TARGETS}
   */
  target(): number {
    if (this.#targets === MAX_TARGETS) {
      throw new ConfigError(`a model has at most ${MAX_TARGETS} loss terms with a target`);
    }
    this.#targets += 1;
    return this.#targets - 1;
  }

  record(operation: Operation): void {
    this.#operations.push(operation);
  }

  get operations(): readonly Operation[] {
    return this.#operations;
  }

  get forward(): readonly Dispatch[] {
    return this.#operations.flatMap((operation) => operation.forward);
  }

  /** @internal Names a tensor; `differentiate` uses it for gradients. */
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
