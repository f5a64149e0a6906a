import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { declareDense } from '../../layers/dense.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { buildStack, type LayerDescription, resolveStack, type Stack } from '../../layers/stack.ts';
import { type Dense, dense } from '../../ops/dense.ts';
import { stepsToRows } from '../../ops/sequenceRows.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { sizeOf } from '../posteriorHead.ts';
import { decoderLayers, type SequenceArchitecture } from './architecture.ts';

/** The state of the decoder's layers: `[rows, hidden]` each. */
export type DecoderState = readonly Tensor[];

/**
 * p(tokens | z): z gives the state before the first step, and each step reads the token before it.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016.
 */
export class SequenceDecoder {
  /** Its layers, for descriptions of the model. */
  readonly description: readonly LayerDescription[];
  readonly #hidden: number;
  readonly #initial: Dense;
  readonly #stack: Stack;
  readonly #output: Dense;

  /** The kinds of its layers are loaded. */
  constructor(store: Store, architecture: SequenceArchitecture) {
    const { latent, hidden, length, vocabulary } = architecture;
    const layers = resolveStack(decoderLayers(architecture), [length], 'decoder');
    this.#hidden = hidden;
    this.#stack = buildStack(layers, [length], { store, name: 'decoder' });
    const linear = (name: string, inputs: number, units: number): Dense =>
      declareDense(store, { name, inputs, units, activation: 'identity' });
    this.#initial = linear('initial', latent.size, this.#stack.states * hidden);
    this.#output = linear('output', hidden, vocabulary);
    const describe = ({ name, weight, bias }: Dense): LayerDescription => ({
      name,
      kind: 'dense',
      output: bias.shape,
      parameters: sizeOf([weight, bias]),
    });
    const { output } = this.#stack;
    this.description = [
      describe(this.#initial),
      ...this.#stack.layers,
      {
        ...describe(this.#output),
        kind: 'categorical likelihood',
        output: [output[0] ?? 0, vocabulary],
      },
    ];
  }

  /**
   * The state before the first step.
   * @param z `[rows, latent]`
   */
  begin(graph: Graph, z: Tensor): DecoderState {
    const all = dense(graph, z, this.#initial);
    const width = this.#hidden;
    const { states } = this.#stack;
    if (states === 1) return [all];
    return Array.from({ length: states }, (_, i) =>
      sliceColumns(graph, all, { name: `${all.name}.${i}`, first: i * width, width }),
    );
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
    state: DecoderState,
    pass: ForwardPass,
  ): { readonly logits: Tensor; readonly state: DecoderState } {
    const [rows = 0, length = 0] = before.shape;
    const { y, state: after = [] } = this.#stack.apply(graph, { x: before, state }, pass);
    const h = length === 1 ? y : stepsToRows(graph, y, { name: `${y.name}.rows`, rows, length });
    return { logits: dense(graph, h, this.#output), state: after };
  }
}
