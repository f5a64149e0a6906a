import { ConfigError } from '../errors.ts';
import { logicalSize } from '../graph/layout.ts';
import { HEALTHY } from '../graph/report.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Values of one parameter. All arrays are unpadded and may be written to. */
export interface ReferenceParameter {
  readonly value: Float64Array;
  readonly m: Float64Array;
  readonly v: Float64Array;
  readonly gradient: Float64Array;
  /** value, m and v in one array, as the optimizer sees them. */
  readonly state: Float64Array;
}

/**
 * A store's values in float64. Unlike on a device there is no padding and no group buffer: each
 * parameter has its own `[value | m | v]`, and a group is a list of parameters. The gradients of a
 * group are contiguous.
 */
export class ReferenceStore {
  readonly #store: Store;
  readonly #parameters = new Map<string, ReferenceParameter>();
  readonly #gradients = new Map<string, Float64Array>();
  readonly #variables = new Map<string, Float64Array>();
  /** The first step that produced NaN or infinity. */
  readonly health = Float64Array.of(HEALTHY);

  constructor(store: Store) {
    this.#store = store;
    for (const { name, parameters } of store.groups) this.#add(name, parameters);
    for (const { name, shape } of store.variables) {
      this.#variables.set(name, new Float64Array(logicalSize(shape)));
    }
  }

  #add(group: string, parameters: readonly Tensor[]): void {
    const sizes = parameters.map(({ shape }) => logicalSize(shape));
    const gradients = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
    this.#gradients.set(group, gradients);
    let first = 0;
    for (const [i, { name }] of parameters.entries()) {
      const size = sizes[i] ?? 0;
      const state = new Float64Array(3 * size);
      this.#parameters.set(name, {
        value: state.subarray(0, size),
        m: state.subarray(size, 2 * size),
        v: state.subarray(2 * size),
        gradient: gradients.subarray(first, first + size),
        state,
      });
      first += size;
    }
  }

  /** @throws ConfigError if the parameter does not exist. */
  parameter(name: string): ReferenceParameter {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw new ConfigError(`the store has no parameter "${name}"`);
    return parameter;
  }

  /** @throws ConfigError if the variable does not exist. */
  variable(name: string): Float64Array {
    const variable = this.#variables.get(name);
    if (!variable) throw new ConfigError(`the store has no variable "${name}"`);
    return variable;
  }

  /**
   * The parameters of a group, in order.
   * @param first,count select parameters that start within this range of the group's elements
   * @throws ConfigError if the group does not exist
   */
  group(name: string | undefined, first = 0, count = Infinity): ReferenceParameter[] {
    const within = ({ offset = 0 }: Tensor): boolean => offset >= first && offset < first + count;
    const { parameters } = this.#store.group(name);
    return parameters.filter(within).map((tensor) => this.parameter(tensor.name));
  }

  /**
   * The values, not a copy, of a parameter, of its gradient, of all gradients of a group or of the
   * health; undefined for other tensors.
   */
  values(tensor: Tensor): Float64Array | undefined {
    switch (tensor.role) {
      case 'parameter':
        return this.parameter(tensor.name).value;
      case 'variable':
        return this.variable(tensor.name);
      case 'parameterGradient':
        return this.#ownerOf(tensor)?.gradient;
      case 'groupGradient':
        return this.#gradients.get(tensor.group ?? '');
      case 'health':
        return this.health;
      default:
        return undefined;
    }
  }

  /** The parameter with the same offset in its group as the gradient. */
  #ownerOf(gradient: Tensor): ReferenceParameter | undefined {
    const { parameters } = this.#store.group(gradient.group);
    const owner = parameters.find(({ offset }) => offset === gradient.offset);
    return owner && this.parameter(owner.name);
  }
}
