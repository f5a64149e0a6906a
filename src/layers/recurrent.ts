import { assertInRange, BOOLEAN, oneOf, wholeNumber } from '../checks.ts';
import { recurrenceRules } from '../fusion/recurrences.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { conditionKernels } from '../kernels/catalogue/condition.generated.ts';
import { sequencesKernels } from '../kernels/catalogue/sequences.generated.ts';
import { stepVariantsKernels } from '../kernels/catalogue/stepVariants.generated.ts';
import type { CataloguePart } from '../kernels/catalogue.types.ts';
import { addSequenceParts } from '../kernels/sequenceDescriptors.ts';
import { concat } from '../ops/concat.ts';
import type { Recurrence } from '../ops/recurrent.ts';
import { rowsToSteps, stepsToRows } from '../ops/sequenceRows.ts';
import {
  declareRecurrence,
  type RecurrentParameters,
  recurrentInputs,
} from './declareRecurrence.ts';
import type { BuiltLayer, LayerInputs, LayerOutputs, LayerScope, Shape } from './layer.ts';
import { signalOf } from './signal.ts';

/** The fields of recurrent layers. */
export interface RecurrentFields {
  /** Units of a state. */
  readonly units: number;
  /** Layers, each on the outputs of the one before; 1 by default. */
  readonly layers: number;
  /** Also goes from the last step to the first, beside the other way; false by default. */
  readonly bidirectional: boolean;
  /** The state after the `last` step, or those after `all` steps; `last` by default. */
  readonly returns: 'last' | 'all';
}

/** How a kind of unit goes over sequences. */
export interface RecurrentUnit {
  readonly gates: number;
  /** Tensors of a state. */
  readonly states: number;
  record(graph: Graph, inputs: Tensor, recurrence: Recurrence): readonly Tensor[];
}

/** Fills in the defaults. @throws ConfigError naming the field */
export function resolveRecurrent(
  { units, layers = 1, bidirectional = false, returns = 'last' }: Partial<RecurrentFields>,
  input: Shape,
  { where, kind }: { where: string; kind: string },
): RecurrentFields {
  assertInRange(`${where}.units`, wholeNumber(1), units);
  assertInRange(`${where}.layers`, wholeNumber(1), layers);
  assertInRange(`${where}.bidirectional`, BOOLEAN, bidirectional);
  assertInRange(`${where}.returns`, oneOf(['last', 'all']), returns);
  signalOf(input, `${where}: a ${kind} layer`);
  return { units: Number(units), layers, bidirectional, returns };
}

/** Loads the shaders of a recurrent layer. */
export async function loadRecurrent(
  { bidirectional }: RecurrentFields,
  own: CataloguePart,
): Promise<void> {
  await recurrenceRules.load();
  const both = bidirectional ? [conditionKernels] : [];
  addSequenceParts([sequencesKernels, stepVariantsKernels, own, ...both]);
}

export function recurrentShape(
  { units, bidirectional, returns }: RecurrentFields,
  input: Shape,
): Shape {
  const width = bidirectional ? 2 * units : units;
  return returns === 'all' ? [input[0] ?? 1, width] : [width];
}

/**
 * Declares the parameters, with PyTorch's names in files. The state of the layer is that of each
 * layer and direction in PyTorch's order, `l0`, `l0_reverse`, `l1`, …; an LSTM's has two tensors in a
 * row for each, state and cell, where PyTorch has all states and then all cells.
 */
export function buildRecurrent(
  fields: RecurrentFields,
  unit: RecurrentUnit,
  input: Shape,
  scope: LayerScope,
): BuiltLayer {
  const [, width] = signalOf(input, scope.name);
  const { units, layers, bidirectional } = fields;
  const directions = bidirectional ? [false, true] : [false];
  const inner = units * directions.length;
  const built = Array.from({ length: layers }, (_, l) =>
    directions.map((reversed) =>
      declareRecurrence(scope, {
        suffix: `l${l}${reversed ? '_reverse' : ''}`,
        gates: unit.gates,
        units,
        width: l === 0 ? width : inner,
      }),
    ),
  );
  return {
    states: layers * directions.length * unit.states,
    apply: (graph, inputs) =>
      through(graph, inputs, { name: graph.site(scope.name), width, unit, built, fields }),
  };
}

/** An application of the layer. */
interface Application {
  readonly name: string;
  /** Values of a step. */
  readonly width: number;
  readonly unit: RecurrentUnit;
  /** Parameters by layer and direction. */
  readonly built: readonly (readonly RecurrentParameters[])[];
  readonly fields: RecurrentFields;
}

function through(
  graph: Graph,
  { x, length: lengths, state: given }: LayerInputs,
  { name, width, unit, built, fields }: Application,
): LayerOutputs {
  const [rows = 0, columns = 0] = x.shape;
  // A decoder goes on step by step, whatever the length of its sequences.
  const length = columns / width;
  const at = { rows, length, lengths };
  const after = { rows, places: length + 1 };
  const state: Tensor[] = [];
  let values = x;
  for (const [l, directions] of built.entries()) {
    const ways = directions.map((parameters, direction) => {
      const own = `${name}.${parameters.suffix}`;
      const reversed = direction === 1;
      const steps = stepsToRows(graph, values, { ...at, reversed, name: `${own}.rows` });
      const first = (l * directions.length + direction) * unit.states;
      const initial = given?.slice(first, first + unit.states);
      const { weight, bias } = parameters.hidden;
      const states = unit.record(graph, recurrentInputs(graph, steps, parameters, own), {
        ...at,
        ...{ name: own, weight, bias, reversed },
        ...(initial && { initial }),
      });
      const last = (tensor: Tensor, part: string): Tensor =>
        rowsToSteps(graph, tensor, { ...after, name: `${own}.${part}`, length: 1, first: length });
      if (given) state.push(...states.map((each, i) => last(each, `final_${i}`)));
      return {
        last: () => last(states[0] as Tensor, 'last'),
        all: () =>
          rowsToSteps(graph, states[0] as Tensor, {
            ...{ ...at, ...after, reversed, name: `${own}.steps` },
            first: 1,
          }),
      };
    });
    const lastLayer = l === built.length - 1;
    const returned = lastLayer && fields.returns === 'last';
    const parts = ways.map((way) => (returned ? way.last() : way.all()));
    values = joined(graph, parts, { name: `${name}.l${l}`, rows, length: returned ? 1 : length });
  }
  return { y: values, ...(given && { state }) };
}

/** The outputs of both directions at each step, side by side. */
function joined(
  graph: Graph,
  parts: readonly Tensor[],
  { name, rows, length }: { name: string; rows: number; length: number },
): Tensor {
  const [forward, backward] = parts as [Tensor, Tensor | undefined];
  if (!backward) return forward;
  if (length === 1) return concat(graph, forward, backward, { name: `${name}.both` });
  const [a, b] = [forward, backward].map((part, i) =>
    stepsToRows(graph, part, { name: `${name}.way_${i}`, rows, length }),
  ) as [Tensor, Tensor];
  const both = concat(graph, a, b, { name: `${name}.both` });
  return rowsToSteps(graph, both, { name: `${name}.side_by_side`, rows, length });
}
