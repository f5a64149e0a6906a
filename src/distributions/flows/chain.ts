import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import type { Transformed } from '../../ops/flow.ts';
import type { Flow, FlowAt } from './flow.ts';

/** Records one flow after the other, and the sum of their log determinants. */
export function forwardThrough(
  flows: readonly Flow[],
  graph: Graph,
  z: Tensor,
  { name, ...at }: FlowAt,
): Transformed {
  return flows.reduce<Transformed>(
    (before, flow, i) => {
      const own = { ...at, name: `${name}.${i}` };
      const after = flow.forward(graph, before.z, own);
      const logDets = [before.logDet, after.logDet].flatMap((term) => term ?? []);
      const [first, second] = logDets;
      if (!first) return { z: after.z };
      const sum = { name: `${name}.logDet.${i}`, weights: [1, 1], samples: at.samples } as const;
      return { z: after.z, logDet: second ? combineTerms(graph, first, second, sum) : first };
    },
    { z },
  );
}

/** True if every flow has an inverse. */
export function invertible(flows: readonly Flow[]): flows is readonly Required<Flow>[] {
  return flows.every(({ inverse }) => inverse !== undefined);
}

/** Records the inverses of flows, from the last to the first. */
export function backThrough(
  flows: readonly Required<Flow>[],
  graph: Graph,
  y: Tensor,
  { name, ...at }: FlowAt,
): Tensor {
  return flows.reduceRight(
    (z, flow, i) => flow.inverse(graph, z, { ...at, name: `${name}.${i}` }),
    y,
  );
}
