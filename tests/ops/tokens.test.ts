import { expect, test } from 'vitest';
import { loadAllKernels } from '../../src/extend.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { shiftTokens } from '../../src/ops/shiftTokens.ts';
import { tokenNll } from '../../src/ops/tokenNll.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { expectAgreement } from './fixtures.ts';

await loadAllKernels();

const ROWS = 4;
const LENGTH = 3;
const VOCABULARY = 5;
const random = new TestRandom(3);
const LENGTHS = Float64Array.of(3, 1, 2, 3);

function recorded(padded: boolean) {
  const graph = new Graph(new Store(), { ring: 1 });
  const logits = graph.input('logits', [ROWS * LENGTH, VOCABULARY]);
  const targets = graph.input('targets', [ROWS, LENGTH]);
  const lengths = padded ? graph.input('lengths', [ROWS, 1], 'u32') : undefined;
  const term = tokenNll(graph, logits, targets, { name: 'loss', lengths });
  const inputs = {
    logits: random.uniform(ROWS * LENGTH * VOCABULARY, -3, 3),
    targets: random.integers(ROWS * LENGTH, VOCABULARY),
    ...(padded && { lengths: LENGTHS }),
  };
  return { graph, logits, term, inputs };
}

test.each([
  [false, ROWS],
  [true, ROWS],
  [true, 2],
])('tokens, padded: %s, cost their surprise under a softmax, in %i valid rows', (padded, rows) => {
  const { graph, logits, term, inputs } = recorded(padded);
  const plan = { name: 'loss', step: graph.forward, burst: [] };
  const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, inputs);
  executor.run([step(rows)]);
  const found = executor.values(term);
  for (let row = 0; row < ROWS; row++) {
    let cost = 0;
    for (let time = 0; time < (padded ? (LENGTHS[row] ?? 0) : LENGTH); time++) {
      const place = row * LENGTH + time;
      const own = [...inputs.logits.subarray(place * VOCABULARY, (place + 1) * VOCABULARY)];
      const shares = own.map((logit) => Math.exp(logit));
      const total = shares.reduce((a, b) => a + b, 0);
      cost -= Math.log((shares[inputs.targets[place] ?? -1] ?? Number.NaN) / total);
    }
    expect(found[row]).toBeCloseTo(row < rows ? cost : 0, 12);
  }
  expectAgreement(
    checkGradients({ graph, terms: [term], sources: [logits], inputs, step: step(rows) }),
  );
});

test('a decoder sees the token before each step, or none of it', () => {
  const shifted = (rate: number): Float64Array => {
    const graph = new Graph(new Store(), { ring: 1 });
    const tokens = graph.input('tokens', [1, 200]);
    const y = shiftTokens(graph, tokens, {
      ...{ name: 'shifted', begin: 1, hidden: 3, rate },
      noise: { kind: 'counter', stream: 5 },
    });
    const plan = { name: 'shift', step: graph.forward, burst: [] };
    const given = { tokens: Float64Array.from({ length: 200 }, (_, i) => 10 + i) };
    const executor = new ReferenceExecutor(new ReferenceStore(graph.store), plan, given);
    executor.run([step(1)]);
    return Float64Array.from(executor.values(y));
  };
  const whole = shifted(0);
  expect([...whole.subarray(0, 4)]).toEqual([1, 10, 11, 12]);
  expect(whole[199]).toBe(208);
  const half = shifted(0.5);
  expect(half[0]).toBe(1);
  const hidden = half.filter((token) => token === 3).length;
  expect(hidden).toBeGreaterThan(60);
  expect(hidden).toBeLessThan(140);
  for (const [i, token] of half.entries()) expect([3, whole[i]]).toContain(token);
});
