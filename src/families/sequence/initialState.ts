import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { sizeOf } from '../posteriorHead.ts';

/** The state of recurrent layers: `[rows, hidden]` each. */
export type RecurrentState = readonly Tensor[];

/** The sizes of {@link InitialState}. */
interface Sizes {
  /** Name of the layer that computes it. */
  readonly name: string;
  /** Values of a row that it depends on. */
  readonly inputs: number;
  /** Tensors of a state. */
  readonly states: number;
  /** Units of each. */
  readonly hidden: number;
}

/** The state of recurrent layers before the first step, an affine function of a row's values. */
export class InitialState {
  readonly description: LayerDescription;
  readonly #dense: Dense;
  readonly #sizes: Sizes;

  constructor(store: Store, sizes: Sizes) {
    const { name, inputs, states, hidden } = sizes;
    const units = states * hidden;
    this.#sizes = sizes;
    this.#dense = declareDense(store, { name, inputs, units, activation: 'identity' });
    const { weight, bias } = this.#dense;
    this.description = {
      name,
      kind: 'dense',
      output: bias.shape,
      parameters: sizeOf([weight, bias]),
    };
  }

  /** @param x `[rows, inputs]` */
  of(graph: Graph, x: Tensor): RecurrentState {
    const all = dense(graph, x, this.#dense);
    const { states, hidden: width } = this.#sizes;
    if (states === 1) return [all];
    return Array.from({ length: states }, (_, i) =>
      sliceColumns(graph, all, { name: `${all.name}.${i}`, first: i * width, width }),
    );
  }
}
