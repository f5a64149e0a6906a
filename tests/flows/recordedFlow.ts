import { forwardThrough } from '../../src/distributions/flows/chain.ts';
import type { Flow } from '../../src/distributions/flows/flow.ts';
import { buildFlows, loadFlows, resolveFlows } from '../../src/distributions/flows/flows.ts';
import { amortisedNumbers, sharedNumbers } from '../../src/distributions/flows/numbers.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';

/** Values of the encoder's output that amortised flows are given. */
export const ENCODED = 5;

/** Which flows, on how many rows of z. */
export interface FlowCase {
  readonly flows: readonly object[];
  readonly size: number;
  readonly rows: number;
  readonly samples?: number;
  readonly amortised?: boolean;
}

/** A chain of flows with drawn parameters, recorded on a graph with the inputs z and h. */
export interface RecordedFlow {
  readonly graph: Graph;
  readonly flows: readonly Flow[];
  readonly z: Tensor;
  readonly h: Tensor | undefined;
  readonly y: Tensor;
  readonly logDet: Tensor | undefined;
}

/** Records `flows` forwards. */
export async function recordedFlow({
  flows: choices,
  size,
  rows,
  samples = 1,
  amortised = false,
}: FlowCase): Promise<RecordedFlow> {
  await loadFlows(choices);
  const store = new Store();
  const layer: Parameters<typeof amortisedNumbers>[0]['layer'] = (declaration) =>
    declareDense(store, { ...declaration, inputs: ENCODED, activation: 'identity' });
  const numbers = amortised ? amortisedNumbers({ layer }) : sharedNumbers(store, size);
  const flows = buildFlows(
    { size, store, name: 'flow', amortised, numbers },
    resolveFlows(choices),
  );
  const graph = new Graph(store, { ring: 1 });
  const z = graph.input('z', [rows * samples, size]);
  const h = amortised ? graph.input('h', [rows, ENCODED]) : undefined;
  const at = { name: 'y', samples, ...(h && { h }) };
  const { z: y, logDet } = forwardThrough(flows, graph, z, at);
  return { graph, flows, z, h, y, logDet };
}

/** Runs the recorded dispatches in float64, with parameters in ±spread. */
export function runFlow(
  { graph }: RecordedFlow,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  { rows, spread = 0.7 }: { rows: number; spread?: number },
): ReferenceExecutor {
  const random = new TestRandom(41);
  const store = new ReferenceStore(graph.store);
  for (const { name } of graph.store.parameters) {
    const { value } = store.parameter(name);
    value.set(random.uniform(value.length, -spread, spread));
  }
  const plan = { name: 'flow', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(store, plan, inputs);
  executor.run([step(rows)]);
  return executor;
}
