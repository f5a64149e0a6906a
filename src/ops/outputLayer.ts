import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { OutputActivation } from './slots.ts';

/**
 * The last layer of a decoder, whose outputs a likelihood takes.
 * @param h the decoder's last hidden layer, `[M, H]`
 * @param activation of the outputs; none by default
 * @returns `[M, outputs]`
 */
export type OutputLayer = (graph: Graph, h: Tensor, activation?: OutputActivation) => Tensor;
