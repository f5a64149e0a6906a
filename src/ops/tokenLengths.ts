import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The steps of each sequence up to its end, which is its first token 0 and counts; all of them where there
 * is none.
 *
 * @param tokens `[rows, length]`
 * @returns `[rows, 1]` u32
 */
export function tokenLengths(graph: Graph, tokens: Tensor, { name }: { name: string }): Tensor {
  const lengths = graph.activation(name, [tokens.shape[0] ?? 0, 1], 'u32');
  graph.record({
    label: name,
    inputs: [tokens],
    outputs: [lengths],
    forward: [dispatch('token_lengths', name, { bindings: { tokens, lengths }, slots: {} })],
  });
  return lengths;
}
