import type { Graph } from '../../src/graph/graph.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';

/** Results of a graph's forward pass in float64. */
export function forward(
  graph: Graph,
  output: Tensor,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  scalars: StepScalars = step(output.shape[0] ?? 1),
): number[] {
  const plan = { name: 'forward', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, inputs);
  executor.run([scalars]);
  return [...executor.values(output)];
}
