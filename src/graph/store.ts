import { ConfigError, ShapeError } from '../errors.ts';
import type { Initializer } from './initializer.ts';
import { physicalSize, roundUp, TENSOR_ALIGNMENT } from './layout.ts';
import type { Tensor } from './tensor.ts';
import { layOutViews, type View, type ViewSpec } from './view.ts';

/** Maximum number of groups in a store: the step record has optimizer scalars for each. */
export const MAX_GROUPS = 4;

/** Parameters that one optimizer updates together. They share one buffer `[parameters | m | v]`. */
export interface ParameterGroup {
  readonly name: string;
  /**
   * Index of the group in the store, which is also the index of its optimizer's scalars in the step
   * record.
   */
  readonly number: number;
  /** Elements of each of the three parts, including padding. */
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

/** How a parameter or a variable is stored. */
export interface ParameterSpec {
  /** Sizes of the axes. */
  readonly shape: readonly number[];
  /** Values before the first step. */
  readonly init: Initializer;
  /** The group whose optimizer trains it; by default that of `declareInto`. */
  readonly group?: string;
  /**
   * Names under which parts are saved and loaded. If omitted, the whole tensor is saved under its
   * own name.
   */
  readonly views?: readonly (ViewSpec & {
    /** Initial values of this part, if they differ from the rest. */
    readonly init?: Initializer;
  })[];
  /** The axis that the views cut, 0 by default. */
  readonly viewAxis?: number;
}

/** Group of a parameter whose layer names no group, until `declareInto` names another one. */
export const DEFAULT_GROUP = 'model';

/** Key of the values of all variables, next to the group names. */
export const VARIABLES = 'variables';

interface Entry {
  readonly tensor: Tensor;
  readonly init: Initializer;
  readonly parts: readonly { readonly view: View; readonly init: Initializer }[];
}

/**
 * The tensors that outlive any plan. They are trained, saved, restored and shared between the plans
 * of a model. The store describes them; executors hold their values.
 *
 * A *parameter* is trained by the optimizer of its group. A *variable* is saved and restored like a
 * parameter, but no optimizer trains it: running statistics, a codebook, the vectors of a power
 * iteration.
 */
export class Store {
  readonly #parameters = new Map<string, Entry>();
  readonly #variables = new Map<string, Entry>();
  readonly #groups = new Map<string, { size: number; parameters: Tensor[] }>();
  #variablesSize = 0;
  #declared = DEFAULT_GROUP;

  /** Makes a group that of all parameters declared from now on whose layers name no group. */
  declareInto(group: string): void {
    this.#declared = group;
  }

  /**
   * Declares a parameter.
   * @throws ConfigError if a tensor of that name exists, or there are too many groups. Use {@link
   *   shared} to get an existing parameter
   */
  parameter(name: string, spec: ParameterSpec): Tensor {
    const groupName = spec.group ?? this.#declared;
    const group = this.#groups.get(groupName) ?? { size: 0, parameters: [] };
    const full = this.#groups.size === MAX_GROUPS && !this.#groups.has(groupName);
    if (full || groupName === VARIABLES) {
      throw new ConfigError(
        groupName === VARIABLES
          ? `a parameter group cannot be named "${VARIABLES}": that is where variables lie`
          : `a store has at most ${MAX_GROUPS} parameter groups: put "${name}" into one of ` +
              [...this.#groups.keys()].join(', '),
      );
    }
    const tensor: Tensor = {
      name,
      shape: spec.shape,
      dtype: 'f32',
      role: 'parameter',
      group: groupName,
      offset: group.size,
    };
    this.#parameters.set(name, this.#newEntry(tensor, spec));
    this.#groups.set(groupName, group);
    group.size = endOf(tensor);
    group.parameters.push(tensor);
    return tensor;
  }

  /**
   * Returns a parameter that another layer declared, so that layers share weights.
   * @throws ConfigError if it does not exist, ShapeError if its shape differs
   */
  shared(name: string, shape: readonly number[]): Tensor {
    const known = this.#parameters.get(name)?.tensor;
    if (!known) throw new ConfigError(`no parameter "${name}" to share: declare it first`);
    if (known.shape.join() === shape.join()) return known;
    throw new ShapeError(
      `parameter "${name}" exists as [${known.shape.join(', ')}], ` +
        `asked for as [${shape.join(', ')}]: give the second one another name`,
    );
  }

  /**
   * Declares a variable. An operation such as `movingAverage` changes it.
   * @throws ConfigError if a parameter or variable of that name exists
   */
  variable(name: string, spec: Pick<ParameterSpec, 'shape' | 'init'>): Tensor {
    const tensor: Tensor = {
      name,
      shape: spec.shape,
      dtype: 'f32',
      role: 'variable',
      group: VARIABLES,
      offset: this.#variablesSize,
    };
    this.#variables.set(name, this.#newEntry(tensor, spec));
    this.#variablesSize = endOf(tensor);
    return tensor;
  }

  /** Files know a tensor by the names of its views, so all names are unique, theirs included. */
  #newEntry(tensor: Tensor, spec: ParameterSpec): Entry {
    const entry = entryOf(tensor, spec);
    const tensors = [...this.parameters, ...this.variables];
    const known = new Set(
      [...tensors, ...this.views, ...this.variableViews].map(({ name }) => name),
    );
    const views = entry.parts.map(({ view }) => view.name);
    const repeated = views.find((name, i) => known.has(name) || views.indexOf(name) !== i);
    const taken = known.has(tensor.name) ? tensor.name : repeated;
    if (taken === undefined) return entry;
    throw new ConfigError(
      `there is a parameter or variable "${taken}" already: rename one, or ask for the first as ` +
        'shared',
    );
  }

  /** @throws ConfigError if the group does not exist. */
  group(name = DEFAULT_GROUP): ParameterGroup {
    const names = [...this.#groups.keys()];
    const group = this.#groups.get(name);
    if (!group) {
      throw new ConfigError(`no parameter group "${name}"; there are: ${names.join(', ')}`);
    }
    return { name, number: names.indexOf(name), ...group };
  }

  /** The parameter groups, in the order in which they were declared. */
  get groups(): readonly ParameterGroup[] {
    return [...this.#groups.keys()].map((name) => this.group(name));
  }

  /** All parameters, in the order in which they were declared. */
  get parameters(): readonly Tensor[] {
    return [...this.#parameters.values()].map(({ tensor }) => tensor);
  }

  /** All variables, in the order in which they were declared. */
  get variables(): readonly Tensor[] {
    return [...this.#variables.values()].map(({ tensor }) => tensor);
  }

  /** Elements of all variables together, including padding. */
  get variablesSize(): number {
    return this.#variablesSize;
  }

  /** Every public name of a parameter, in order of declaration. */
  get views(): readonly View[] {
    return viewsOf(this.#parameters);
  }

  /** Every public name of a variable, in order of declaration. */
  get variableViews(): readonly View[] {
    return viewsOf(this.#variables);
  }

  /** Initial values of the whole tensor, and of the parts that differ. */
  initial(name: string): Pick<Entry, 'init' | 'parts'> {
    const entry = this.#parameters.get(name) ?? this.#variables.get(name);
    if (entry) return entry;
    throw new ConfigError(`no parameter or variable "${name}"`);
  }
}

function entryOf(tensor: Tensor, spec: ParameterSpec): Entry {
  const { name, shape } = tensor;
  const axis = spec.viewAxis ?? 0;
  const specs = spec.views ?? [{ name, size: shape[axis] ?? 0 }];
  const views = layOutViews(name, shape, specs, axis);
  const parts = views.map((view, i) => ({ view, init: specs[i]?.init ?? spec.init }));
  return { tensor, init: spec.init, parts };
}

function viewsOf(entries: ReadonlyMap<string, Entry>): View[] {
  return [...entries.values()].flatMap(({ parts }) => parts.map(({ view }) => view));
}

/** Start of the next tensor in the same buffer. */
function endOf({ shape, offset = 0 }: Tensor): number {
  return roundUp(offset + physicalSize(shape), TENSOR_ALIGNMENT);
}
