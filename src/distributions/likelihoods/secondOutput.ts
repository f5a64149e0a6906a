import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { broadcast } from '../../ops/broadcast.ts';
import { type LikelihoodContext, prefixed } from './likelihood.ts';

/** Records the second output of a likelihood, `[M, columns]`. */
export type SecondOutput = (graph: Graph, h: Tensor) => Tensor;

/** A second output computed for each value by an output layer of its own. */
export function networkOutput(context: LikelihoodContext): SecondOutput {
  const output = context.layer(prefixed(context, 'fc42'), context.columns);
  return (graph, h) => output(graph, h);
}

/**
 * A second output that is a learned parameter, the same for every row, initially 0.
 * @param size 1 for one value for all columns, or the number of columns
 */
export function learnedOutput(
  context: LikelihoodContext,
  name: string,
  size: number,
): SecondOutput {
  const { columns, store } = context;
  const values = store.parameter(prefixed(context, `likelihood.${name}`), {
    shape: [size],
    init: { kind: 'constant', value: 0 },
  });
  return (graph, h) =>
    broadcast(graph, values, { name: prefixed(context, name), rows: h.shape[0] ?? 0, columns });
}
