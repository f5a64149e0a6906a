import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differentiate } from '../../src/graph/differentiate.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { Store } from '../../src/graph/store.ts';
import { type KlRule, kl } from '../../src/ops/kl.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { step } from '../support/scalars.ts';

interface Fixture {
  readonly rows: number;
  readonly latent: number;
  readonly stats: readonly number[];
  readonly cases: readonly {
    readonly rule: KlRule;
    readonly beta: number;
    readonly target: number;
    readonly gradient: readonly number[];
  }[];
}

const file = new URL('fixtures/kl-objective.json', import.meta.url);
const { rows, latent, stats, cases }: Fixture = JSON.parse(readFileSync(file, 'utf8'));

/** The gradient of the statistics in float64, for a full or a partial batch. */
function gradient(rule: KlRule, beta: number, target: number, room: number): Float64Array {
  const graph = new Graph(new Store(), { ring: 1 });
  const input = graph.input('stats', [room, 2 * latent]);
  const term = kl(graph, input, { name: 'kl', rule });
  const { dispatches, gradients } = differentiate(graph, [term], [input]);
  const plan: Plan = { name: 'check', step: [...graph.forward, ...dispatches], burst: [] };
  const padded = new Float64Array(room * 2 * latent).fill(0.7);
  padded.set(stats);
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, { stats: padded });
  executor.run([step(rows, { loss_weights: [beta], targets: [target] })]);
  const found = gradients.get('stats');
  if (!found) throw new Error('no gradient');
  return executor.values(found);
}

test.each(cases)('$rule, beta $beta, target $target: PyTorch’s gradient', (each) => {
  for (const room of [rows, rows + 4]) {
    const found = gradient(each.rule, each.beta, each.target, room);
    for (const [i, expected] of each.gradient.entries()) expect(found[i]).toBeCloseTo(expected, 12);
    expect(found.subarray(each.gradient.length).every((value) => value === 0)).toBe(true);
  }
});
