import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';

/** Where the steps of sequences lie among rows: step `s` of a sequence is at place `first + s` of `places`. */
export interface SequencePlaces {
  /** Name of the result. */
  readonly name: string;
  /** Number of sequences. */
  readonly rows: number;
  /** Steps of a sequence, with its padding. */
  readonly length: number;
  /** Rows of each sequence; as many as it has steps by default. */
  readonly places?: number;
  /** Place of the first step; 0 by default. */
  readonly first?: number;
  /** True if the last step of a sequence lies first; false by default. */
  readonly reversed?: boolean;
  /** `[rows, 1]` u32, steps of each sequence without its padding; by default there is none. */
  readonly lengths?: Tensor | undefined;
}

/** The steps that count. */
export function validSteps(lengths: Tensor | undefined): SlotArgument<'valid'> {
  return lengths ? { choice: 'lengths', bindings: { lengths } } : { choice: 'all', bindings: {} };
}

/**
 * The steps of sequences, which lie side by side, as rows of their own. Padded steps and places
 * without a step are zero.
 *
 * @param x `[rows, length · width]`
 * @returns `[rows · places, width]`
 */
export function stepsToRows(graph: Graph, x: Tensor, at: SequencePlaces): Tensor {
  const { name, rows, places = at.length } = at;
  const y = graph.activation(name, [rows * places, (x.shape[1] ?? 0) / at.length]);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [intoRows(`${name}.forward`, { x, y }, at)],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      const flags = { ACCUMULATE: dx.accumulate };
      pass.record(fromRows(`${name}.backward`, { x: dy, y: dx.tensor }, at, flags));
    },
  });
  return y;
}

/**
 * Rows that are steps of sequences, side by side. Padded steps are zero.
 *
 * @param x `[rows · places, width]`
 * @returns `[rows, length · width]`
 */
export function rowsToSteps(graph: Graph, x: Tensor, at: SequencePlaces): Tensor {
  const { name, rows, length } = at;
  const y = graph.activation(name, [rows, length * (x.shape[1] ?? 0)]);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [fromRows(`${name}.forward`, { x, y }, at)],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      const flags = { ACCUMULATE: dx.accumulate };
      pass.record(intoRows(`${name}.backward`, { x: dy, y: dx.tensor }, at, flags));
    },
  });
  return y;
}

interface Ends {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Flags of a dispatch: whether to add to what is there, or to leave other places as they are. */
interface Flags {
  readonly ACCUMULATE?: boolean;
  readonly KEEP?: boolean;
}

/** The dispatch that makes rows of steps. */
export function intoRows(label: string, bindings: Ends, at: SequencePlaces, flags: Flags = {}) {
  return dispatch('steps_to_rows', label, {
    bindings,
    slots: { valid: validSteps(at.lengths) },
    constants: { ...constantsOf(at), ...flags },
  });
}

/** The dispatch that makes steps of rows. */
export function fromRows(label: string, bindings: Ends, at: SequencePlaces, flags: Flags = {}) {
  return dispatch('rows_to_steps', label, {
    bindings,
    slots: { valid: validSteps(at.lengths) },
    constants: { ...constantsOf(at), ...flags },
  });
}

function constantsOf({
  rows,
  length,
  places = length,
  first = 0,
  reversed = false,
}: SequencePlaces): Record<string, number | boolean> {
  return { M: rows, LENGTH: length, PLACES: places, FIRST: first, REVERSED: reversed };
}
