import { ConfigError, ShapeError } from '../errors.ts';
import { physicalSize, roundUp, TENSOR_ALIGNMENT } from './layout.ts';
import type { Tensor } from './tensor.ts';

/** Parameters that one optimizer updates together; one buffer `[parameters | m | v]`. */
export interface ParameterGroup {
  readonly name: string;
  /** Elements of one of the three parts, padding included. */
  readonly size: number;
  readonly parameters: readonly Tensor[];
}

/** The state of a group as one tensor: `[parameters | m | v]`. */
export function wholeState({ name, size }: ParameterGroup): Tensor {
  return {
    name: `${name}.state`,
    shape: [3 * size],
    dtype: 'f32',
    role: 'groupState',
    group: name,
    offset: 0,
  };
}

/** All gradients of a group as one tensor. */
export function wholeGradient({ name, size }: ParameterGroup): Tensor {
  return {
    name: `${name}.gradient`,
    shape: [size],
    dtype: 'f32',
    role: 'groupGradient',
    group: name,
    offset: 0,
  };
}

/** A public name for a range of rows of a stored tensor, e.g. `fc21.weight` in `fc2.weight`. */
export interface RowView {
  readonly name: string;
  readonly of: string;
  readonly firstRow: number;
  readonly rows: number;
}

/** Where initial values come from: uniform in ±bound, as `torch.nn.Linear` does. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  readonly bound: number;
  readonly group?: string;
  /** Names under which ranges of rows are saved and loaded; the whole under its own name if omitted. */
  readonly views?: readonly { readonly name: string; readonly rows: number }[];
}

const DEFAULT_GROUP = 'model';

/**
 * The tensors that outlive any plan: what is trained, saved, restored and shared
 * between the plans of a model. It describes them; executors hold the values.
 */
export class Store {
  readonly #parameters = new Map<string, { tensor: Tensor; bound: number }>();
  readonly #groups = new Map<string, { size: number; parameters: Tensor[] }>();
  readonly #views: RowView[] = [];

  /**
   * Declares a parameter, or returns it if it exists with the same shape (shared weights).
   * @throws ShapeError if it exists with another shape.
   */
  parameter(name: string, spec: ParameterSpec): Tensor {
    const known = this.#parameters.get(name);
    if (known) {
      if (known.tensor.shape.join() !== spec.shape.join()) {
        throw new ShapeError(
          `parameter "${name}" exists as [${known.tensor.shape.join(', ')}], ` +
            `asked for as [${spec.shape.join(', ')}]: give the second one another name`,
        );
      }
      return known.tensor;
    }
    const groupName = spec.group ?? DEFAULT_GROUP;
    const group = this.#groups.get(groupName) ?? { size: 0, parameters: [] };
    this.#groups.set(groupName, group);
    const tensor: Tensor = {
      name,
      shape: spec.shape,
      dtype: 'f32',
      role: 'parameter',
      group: groupName,
      offset: group.size,
    };
    group.size = roundUp(group.size + physicalSize(spec.shape), TENSOR_ALIGNMENT);
    group.parameters.push(tensor);
    this.#parameters.set(name, { tensor, bound: spec.bound });
    this.#addViews(name, spec);
    return tensor;
  }

  #addViews(name: string, spec: ParameterSpec): void {
    const rows = spec.shape[0] ?? 0;
    let firstRow = 0;
    for (const view of spec.views ?? [{ name, rows }]) {
      this.#views.push({ name: view.name, of: name, firstRow, rows: view.rows });
      firstRow += view.rows;
    }
    if (firstRow !== rows) {
      throw new ShapeError(`the views of "${name}" cover ${firstRow} rows of ${rows}`);
    }
  }

  /** @throws ConfigError if there is no such group. */
  group(name = DEFAULT_GROUP): ParameterGroup {
    const group = this.#groups.get(name);
    if (!group) {
      const known = [...this.#groups.keys()].join(', ');
      throw new ConfigError(`no parameter group "${name}"; there are: ${known}`);
    }
    return { name, ...group };
  }

  get groups(): readonly ParameterGroup[] {
    return [...this.#groups.keys()].map((name) => this.group(name));
  }

  get parameters(): readonly Tensor[] {
    return [...this.#parameters.values()].map(({ tensor }) => tensor);
  }

  /** Every public name, in order of declaration. */
  get views(): readonly RowView[] {
    return this.#views;
  }

  /** The bound of a parameter's uniform initial values. */
  bound(name: string): number {
    return this.#parameters.get(name)?.bound ?? 0;
  }
}
