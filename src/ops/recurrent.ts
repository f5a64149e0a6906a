import type { BackwardPass, Graph } from '../graph/graph.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { fromRows, intoRows } from './sequenceRows.ts';
import { matrix, PRODUCT } from './slots.ts';

/** A recurrence over sequences, apart from the formula of its unit. */
export interface Recurrence {
  /** Name of the recurrence. */
  readonly name: string;
  /** Number of sequences. */
  readonly rows: number;
  /** Steps of a sequence, with its padding. */
  readonly length: number;
  /** `[gates · H, H]`: the weights of the states, with the gates of each unit side by side. */
  readonly weight: Tensor;
  /** `[gates · H]` */
  readonly bias: Tensor;
  /** `[rows, H]` each: the state that sequences begin with; zero by default. */
  readonly initial?: readonly Tensor[];
  /** True if the inputs begin with the last step, as `stepsToRows` gives them; false by default. */
  readonly reversed?: boolean;
  /** `[rows, 1]` u32, steps of each sequence without its padding; by default there is none. */
  readonly lengths?: Tensor | undefined;
}

/** The dispatches of one kind of unit. */
export interface RecurrentCell {
  readonly gates: number;
  /** Names of the tensors of a state; the first is the one that the weights take. */
  readonly states: readonly string[];
  forward(label: string, at: Tensor, on: ForwardTensors): Dispatch;
  backward(label: string, at: Tensor, on: BackwardTensors): Dispatch;
}

interface ForwardTensors {
  readonly recurrence: Recurrence;
  readonly inputs: Tensor;
  readonly states: readonly Tensor[];
  readonly gates: Tensor;
}

interface BackwardTensors extends ForwardTensors {
  readonly dstates: readonly Tensor[];
  readonly dinputs: Tensor;
  readonly dsums: Tensor;
  /** Flags of the kernel. */
  readonly flags: Readonly<Record<string, boolean>>;
}

/**
 * A recurrence over all steps of sequences, recorded step by step. Fusion may put the steps of a whole
 * sequence into one dispatch.
 *
 * @param inputs `[rows · length, gates · H]`: the products of the inputs, with their bias
 * @returns `[rows · (length + 1), H]` for each tensor of a state: the initial one, then that after each
 *   step
 * @throws ShapeError if the shapes do not match
 */
export function recurrent(
  graph: Graph,
  inputs: Tensor,
  recurrence: Recurrence,
  cell: RecurrentCell,
): readonly Tensor[] {
  const { name, rows, length, weight, bias } = recurrence;
  const [, units = 0] = weight.shape;
  const places = { name, rows, length: 1, places: length + 1 };
  const states = cell.states.map((each) =>
    graph.activation(`${name}.${each}`, [rows * (length + 1), units]),
  );
  const parts = states.map((state, i) => {
    const part = cell.states[i];
    const initial =
      recurrence.initial?.[i] ?? graph.filled(`${name}.initial_${part}`, [rows, units], 0);
    return { part, state, initial };
  });
  const gates = graph.activation(`${name}.gates`, [rows * length, 4 * units]);
  const steps = Array.from({ length: length + 1 }, (_, place) =>
    graph.constant(`${name}.at_${place}`, [place]),
  );
  const on: ForwardTensors = { recurrence, inputs, states, gates };
  graph.record({
    label: name,
    inputs: [inputs, weight, bias, ...parts.map(({ initial }) => initial)],
    outputs: states,
    forward: [
      ...parts.map(({ part, state, initial }) =>
        intoRows(`${name}.begin_${part}`, { x: initial, y: state }, places, { KEEP: true }),
      ),
      ...steps.slice(0, length).map((at, s) => cell.forward(`${name}.forward_${s}`, at, on)),
    ],
    backward(pass) {
      const reached = parts.map(({ part, state, initial }, i) => {
        const given = pass.gradientOf(state);
        const dstate = given ?? pass.scratch(`${name}.unreached_${i}`, state.shape);
        return { part, initial, given: given !== undefined, dstate };
      });
      const dstates = reached.map(({ dstate }) => dstate);
      const dsums = pass.scratch(`${name}.sums`, [rows * (length + 1), cell.gates * units]);
      const wanted = reached.flatMap(({ part, initial, dstate }) => {
        const dinitial = pass.gradientInto(initial);
        return dinitial ? [{ part, dstate, dinitial }] : [];
      });
      const into = pass.gradientInto(inputs);
      const dinputs = into?.tensor ?? pass.scratch(`${name}.unused_inputs`, inputs.shape);
      for (let place = length; place >= 0; place--) {
        const last = place === 0;
        if (last && wanted.length === 0) continue;
        const flags = {
          FIRST: place === length,
          LAST: last,
          GIVEN: reached[0]?.given ?? false,
          ...(cell.states.length > 1 && { GIVEN_CELLS: reached[1]?.given ?? false }),
          ACCUMULATE_INPUTS: into?.accumulate ?? false,
        };
        const at = steps[place];
        if (!at) continue;
        const label = `${name}.backward_${last ? 'initial' : place - 1}`;
        pass.record(cell.backward(label, at, { ...on, dstates, dinputs, dsums, flags }));
      }
      for (const { part, dstate, dinitial } of wanted) {
        const flags = { ACCUMULATE: dinitial.accumulate };
        const copy = { x: dstate, y: dinitial.tensor };
        pass.record(fromRows(`${name}.backward_${part}`, copy, places, flags));
      }
      weightGradient(pass, recurrence, states[0], dsums);
    },
  });
  return states;
}

/** The gradients of weight and bias: one product over all steps. */
function weightGradient(
  pass: BackwardPass,
  { name, weight, bias }: Recurrence,
  states: Tensor | undefined,
  dsums: Tensor,
): void {
  const dweight = pass.gradientInto(weight);
  const dbias = pass.gradientInto(bias);
  if (!states || !(dweight || dbias)) return;
  pass.record(
    dispatch('dense_backward_weight', `${name}.backward_weight`, {
      bindings: {
        dy: dsums,
        dweight: dweight?.tensor ?? pass.scratch(`${name}.unused_weight`, weight.shape),
        dbias: dbias?.tensor ?? pass.scratch(`${name}.unused_bias`, bias.shape),
      },
      slots: { load: matrix(states), product: PRODUCT },
      constants: {
        ACCUMULATE_WEIGHT: dweight?.accumulate ?? false,
        ACCUMULATE_BIAS: dbias?.accumulate ?? false,
      },
    }),
  );
}
