import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Noise } from '../../ops/noise.ts';
import { shiftTokens } from '../../ops/shiftTokens.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import { tokenLengths } from '../../ops/tokenLengths.ts';
import { BEGIN, UNKNOWN } from '../../text/tokens.ts';
import { repeatRows } from './repeatRows.ts';

/** Sequences of a batch, as far as a plan covers them. */
export interface Sequences {
  /** `[rows, length]`: with all padding */
  readonly whole: Tensor;
  /** `[rows, steps]` */
  readonly x: Tensor;
  /** `[rows, 1]` u32 */
  readonly length: Tensor;
  /** Steps that the plan covers; all of a row if undefined. */
  readonly steps: number | undefined;
}

/** @param whole `[rows, length]` */
export function sequencesOf(
  graph: Graph,
  whole: Tensor,
  { name, steps }: { readonly name: string; readonly steps: number | undefined },
): Sequences {
  const x = firstSteps(graph, whole, `${name}.steps`, steps);
  return { whole, x, length: tokenLengths(graph, x, { name: `${name}.lengths` }), steps };
}

/** Each sequence once for each sample of its code. */
export function repeated(graph: Graph, batch: Sequences, samples: number): Sequences {
  if (samples === 1) return batch;
  const name = graph.site('targets');
  const whole = repeatRows(graph, batch.whole, { name, times: samples });
  return sequencesOf(graph, whole, { name, steps: batch.steps });
}

/**
 * The token before each step, some of them hidden.
 * @param noise of whole rows, so that the draw of a place does not depend on the steps of a plan
 * @returns `[rows, steps]`
 */
export function tokensBefore(
  graph: Graph,
  { whole, steps }: Sequences,
  { rate, noise }: { readonly rate: number; readonly noise: Noise },
): Tensor {
  const name = graph.site('before');
  const shifted = { name, begin: BEGIN, hidden: UNKNOWN, rate, noise };
  return firstSteps(graph, shiftTokens(graph, whole, shifted), `${name}.steps`, steps);
}

function firstSteps(graph: Graph, x: Tensor, name: string, steps: number | undefined): Tensor {
  return steps === undefined ? x : sliceColumns(graph, x, { name, first: 0, width: steps });
}
