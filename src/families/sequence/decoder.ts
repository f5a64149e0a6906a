import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, resolveStack, type Stack } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { stepsToRows } from '../../ops/sequenceRows.ts';
import { sizeOf } from '../posteriorHead.ts';
import { decoderLayers, type SequenceNetworks } from './architecture.ts';
import { InitialState, type RecurrentState } from './initialState.ts';

/**
 * p(tokens | z): z gives the state before the first step, and each step reads the token before it.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016.
 */
export class SequenceDecoder {
  /** Its layers, for descriptions of the model. */
  readonly description: readonly LayerDescription[];
  readonly #initial: InitialState;
  readonly #stack: Stack;
  readonly #output: Dense;

  /**
   * The kinds of its layers are loaded.
   * @param prefix stands before the names of its parameters, where a model has several
   */
  constructor(
    store: Store,
    architecture: SequenceNetworks & { readonly latent: { readonly size: number } },
    prefix = '',
  ) {
    const { latent, hidden, length, vocabulary } = architecture;
    const layers = resolveStack(decoderLayers(architecture), [length], 'decoder');
    this.#stack = buildStack(layers, [length], { store, name: `${prefix}decoder` });
    this.#initial = new InitialState(store, {
      ...{ name: `${prefix}initial`, inputs: latent.size, hidden },
      states: this.#stack.states,
    });
    this.#output = declareDense(store, {
      ...{ name: `${prefix}output`, inputs: hidden, units: vocabulary },
      activation: 'identity',
    });
    const { name, weight, bias } = this.#output;
    const { output } = this.#stack;
    this.description = [
      this.#initial.description,
      ...this.#stack.layers,
      {
        ...{ name, parameters: sizeOf([weight, bias]) },
        kind: 'categorical likelihood',
        output: [output[0] ?? 0, vocabulary],
      },
    ];
  }

  /**
   * The state before the first step.
   * @param z `[rows, latent]`
   */
  begin(graph: Graph, z: Tensor): RecurrentState {
    return this.#initial.of(graph, z);
  }

  /**
   * Goes over steps.
   * @param before `[rows, steps]`: the token before each step
   * @param state before the first of them
   * @returns `[rows · steps, vocabulary]`, and the state after the last step
   */
  advance(
    graph: Graph,
    before: Tensor,
    state: RecurrentState,
    pass: ForwardPass,
  ): { readonly logits: Tensor; readonly state: RecurrentState } {
    const { states, state: after } = this.read(graph, before, state, pass);
    return { logits: this.logits(graph, states), state: after };
  }

  /**
   * Goes over steps without saying what comes next.
   * @param length `[rows, 1]` u32: the steps of each row that count, of which the others give zeros; all by default
   * @returns the states after each step, `[rows, steps · hidden]`, and the one after the last
   */
  read(
    graph: Graph,
    before: Tensor,
    state: RecurrentState,
    pass: ForwardPass,
    length?: Tensor,
  ): { readonly states: Tensor; readonly state: RecurrentState } {
    const given = { x: before, state, ...(length && { length }) };
    const { y, state: after = [] } = this.#stack.apply(graph, given, pass);
    return { states: y, state: after };
  }

  /** The logits of the token after each of the states that {@link read} gives: `[rows · steps, vocabulary]`. */
  logits(graph: Graph, states: Tensor): Tensor {
    const [rows = 0, width = 0] = states.shape;
    const [hidden = 1] = this.#output.weight.shape.slice(1);
    const length = width / hidden;
    const h =
      length === 1
        ? states
        : stepsToRows(graph, states, { name: `${states.name}.rows`, rows, length });
    return dense(graph, h, this.#output);
  }
}
