import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Recurrence, type RecurrentCell, recurrent } from './recurrent.ts';
import { validSteps } from './sequenceRows.ts';
import { PRODUCT } from './slots.ts';

const GATES = 4;

const cell: RecurrentCell = {
  gates: GATES,
  states: ['states', 'cells'],
  forward: (label, at, { recurrence, inputs, states: both, gates }) => {
    const [states, cells] = both as [Tensor, Tensor];
    const { weight, bias, rows, length, reversed = false, lengths } = recurrence;
    return dispatch('lstm_step_forward', label, {
      bindings: { weight, bias, inputs, at, states, cells, gates },
      slots: { valid: validSteps(lengths), product: PRODUCT },
      constants: { M: rows, LENGTH: length, GATES, REVERSED: reversed },
    });
  },
  backward: (label, at, { recurrence, gates, dinputs, dsums, flags, ...on }) => {
    const [, cells] = on.states as [Tensor, Tensor];
    const [dstates, dcells] = on.dstates as [Tensor, Tensor];
    const { weight, rows, length } = recurrence;
    return dispatch('lstm_step_backward', label, {
      bindings: { weight, at, gates, cells, dstates, dcells, dinputs, dsums },
      slots: { product: PRODUCT },
      constants: { M: rows, LENGTH: length, GATES, ...flags },
    });
  },
};

/** The states of long short-term memory: what it shows, and what it keeps to itself. */
export interface LstmStates {
  /** `[rows · (length + 1), H]` */
  readonly states: Tensor;
  /** `[rows · (length + 1), H]` */
  readonly cells: Tensor;
}

/**
 * Long short-term memory over sequences, as `torch.nn.LSTM` has it.
 * Source: Hochreiter & Schmidhuber, "Long short-term memory", 1997; Gers et al., "Learning to
 * forget", 2000.
 *
 * @param inputs `[rows · length, 4 · H]`: products of the inputs with their bias, gates i, f, g, o of
 *   each unit
 * @returns the initial state and cell of each sequence, then those after each step
 * @throws ShapeError if the shapes do not match
 */
export function lstm(graph: Graph, inputs: Tensor, recurrence: Recurrence): LstmStates {
  const [states, cells] = recurrent(graph, inputs, recurrence, cell) as [Tensor, Tensor];
  return { states, cells };
}
