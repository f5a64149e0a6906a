import { expect } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import type { Dense } from '../../src/ops/dense.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import type { OutputActivation } from '../../src/ops/slots.ts';
import type { GradientReport } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { tally } from '../support/tally.ts';

export const ROWS = 5;

/** A number of the test that runs, from its name (FNV-1a). */
function seedOfTest(): number {
  const name = expect.getState().currentTestName ?? '';
  const hash = (sum: number, letter: string) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  return [...name].reduce(hash, 0x811c9dc5) >>> 0;
}

/** Draws that depend on the test alone: no order of files and no choice of tests changes them. */
export const random = new TestRandom(seedOfTest);

/** A graph with its inputs `x` [ROWS, 6] and `target` [ROWS, 4]. */
export function setup() {
  const graph = new Graph(new Store(), { ring: 2 });
  const x = graph.input('x', [ROWS, 6]);
  const target = graph.input('target', [ROWS, 4]);
  const inputs = {
    x: random.uniform(6 * ROWS, -1, 1),
    target: random.uniform(4 * ROWS, 0, 1),
  };
  return { graph, x, target, inputs };
}

/** A layer with parameters of its own. */
export function layer(
  { store }: Graph,
  name: string,
  [width, fanIn]: [number, number],
  activation: OutputActivation,
  group?: string,
): Dense {
  const init = { kind: 'uniform', bound: 1 } as const;
  const spec = { init, ...(group !== undefined && { group }) };
  return {
    name,
    activation,
    weight: store.parameter(`${name}.weight`, { ...spec, shape: [width, fanIn] }),
    bias: store.parameter(`${name}.bias`, { ...spec, shape: [width] }),
  };
}

/** A loss term to differentiate: the Bernoulli likelihood of `target`. */
export function bernoulli(
  graph: Graph,
  logits: Tensor,
  target: Tensor,
  { name }: { name: string },
): Tensor {
  const slot = { choice: 'bernoulli', bindings: {} } as const;
  return likelihood(graph, target, { name, outputs: [{ tensor: logits, slot }] });
}

export function expectAgreement({ worst, count }: GradientReport): void {
  expect(worst).toBeLessThan(1e-6);
  tally('gradients checked', count);
}
