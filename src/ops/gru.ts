import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Recurrence, type RecurrentCell, recurrent } from './recurrent.ts';
import { validSteps } from './sequenceRows.ts';
import { PRODUCT } from './slots.ts';

const GATES = 3;

const cell: RecurrentCell = {
  gates: GATES,
  states: ['states'],
  forward: (label, at, { recurrence, inputs, states: all, gates }) => {
    const [states] = all as [Tensor];
    const { weight, bias, rows, length, reversed = false, lengths } = recurrence;
    return dispatch('gru_step_forward', label, {
      bindings: { weight, bias, inputs, at, states, gates },
      slots: { valid: validSteps(lengths), product: PRODUCT },
      constants: { M: rows, LENGTH: length, GATES, REVERSED: reversed },
    });
  },
  backward: (label, at, { recurrence, gates, dinputs, dsums, flags, ...on }) => {
    const [states] = on.states as [Tensor];
    const [dstates] = on.dstates as [Tensor];
    const { weight, rows, length } = recurrence;
    return dispatch('gru_step_backward', label, {
      bindings: { weight, at, gates, states, dstates, dinputs, dsums },
      slots: { product: PRODUCT },
      constants: { M: rows, LENGTH: length, GATES, ...flags },
    });
  },
};

/**
 * A gated recurrent unit over sequences, as `torch.nn.GRU` has it: the reset gate closes after the
 * product.
 * Source: Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical
 * machine translation", 2014.
 *
 * @param inputs `[rows · length, 3 · H]`: products of the inputs with their bias, gates r, z, n of each
 *   unit
 * @returns `[rows · (length + 1), H]`: the initial state of each sequence, then that after each step
 * @throws ShapeError if the shapes do not match
 */
export function gru(graph: Graph, inputs: Tensor, recurrence: Recurrence): Tensor {
  return recurrent(graph, inputs, recurrence, cell)[0] as Tensor;
}
