import { describe, expect, test } from 'vitest';
import { backThrough, invertible } from '../../src/distributions/flows/chain.ts';
import { loadAllKernels } from '../../src/extend.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import {
  ENCODED,
  type FlowCase,
  type RecordedFlow,
  recordedFlow,
  runFlow,
} from './recordedFlow.ts';

await loadAllKernels();

const SIZE = 4;
const ROWS = 3;
const random = new TestRandom(7);

const CHAINS: readonly (readonly object[])[] = [
  [{ kind: 'planar', count: 3 }],
  [{ kind: 'radial', count: 3 }],
  [{ kind: 'householder', count: 3 }],
  [{ kind: 'sylvester', count: 2, reflections: 3 }],
  [{ kind: 'iaf', count: 2, hidden: [9], context: 3 }],
  [{ kind: 'maf', count: 2, hidden: [7, 6], context: 3 }],
  [{ kind: 'coupling', count: 2, hidden: [9], context: 3 }],
  [{ kind: 'planar' }, { kind: 'iaf', hidden: [5], context: 2 }],
];

const cases: readonly (readonly [string, FlowCase])[] = CHAINS.flatMap((flows) =>
  [false, true].flatMap((amortised) =>
    [1, 2].map((samples) => {
      const given = { flows, size: SIZE, rows: ROWS, amortised, samples };
      return [JSON.stringify({ flows, amortised, samples }), given] as const;
    }),
  ),
);

const inputsOf = ({ rows, samples = 1, amortised }: FlowCase): Record<string, Float64Array> => ({
  z: random.normal(rows * samples * SIZE),
  ...(amortised && { h: random.normal(rows * ENCODED) }),
});

/** log |det| of a square matrix, by elimination with pivots. */
function logDeterminant(rows: number[][]): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const rest = rows.slice(i);
    const best = rest.reduce((most, row) =>
      Math.abs(row[i] ?? 0) > Math.abs(most[i] ?? 0) ? row : most,
    );
    const place = rows.indexOf(best);
    [rows[i], rows[place]] = [best, rows[i] ?? []];
    sum += Math.log(Math.abs(best[i] ?? 0));
    for (const row of rows.slice(i + 1)) {
      const share = (row[i] ?? 0) / (best[i] ?? 0);
      for (let j = i; j < row.length; j++) row[j] = (row[j] ?? 0) - share * (best[j] ?? 0);
    }
  }
  return sum;
}

/** The Jacobian of each row by central differences. */
function jacobians(
  recorded: RecordedFlow,
  inputs: Readonly<Record<string, Float64Array>>,
  { rows, samples = 1 }: FlowCase,
): number[][][] {
  const h = 1e-5;
  const z = inputs.z ?? new Float64Array();
  const columns = Array.from({ length: SIZE }, (_, j) => {
    const moved = (by: number) => z.map((value, i) => value + (i % SIZE === j ? by : 0));
    const [above, below] = [h, -h].map((by) =>
      runFlow(recorded, { ...inputs, z: moved(by) }, { rows })
        .values(recorded.y)
        .slice(),
    );
    return z.map((_, i) => ((above?.[i] ?? NaN) - (below?.[i] ?? NaN)) / (2 * h));
  });
  return Array.from({ length: rows * samples }, (_, row) =>
    Array.from({ length: SIZE }, (_, i) => columns.map((column) => column[row * SIZE + i] ?? NaN)),
  );
}

describe.each(cases)('%s', (_, given) => {
  test('has the log determinant of its numeric Jacobian', async () => {
    const recorded = await recordedFlow(given);
    const inputs = inputsOf(given);
    const wanted = jacobians(recorded, inputs, given).map(logDeterminant);
    const { logDet } = recorded;
    const found = logDet && runFlow(recorded, inputs, given).values(logDet);
    for (const [row, value] of wanted.entries()) expect(found?.[row] ?? 0).toBeCloseTo(value, 7);
    expect(Math.max(...wanted.map(Math.abs))).toBeGreaterThan(logDet ? 1e-2 : -1);
  });

  test('goes back where every flow has an inverse', async () => {
    const recorded = await recordedFlow(given);
    const { graph, flows, y } = recorded;
    const at = { name: 'back', samples: given.samples ?? 1, ...(recorded.h && { h: recorded.h }) };
    expect(invertible(flows)).toBe(!/planar|radial|sylvester/.test(JSON.stringify(given.flows)));
    if (!invertible(flows)) return;
    const back = backThrough(flows, graph, y, at);
    const inputs = inputsOf(given);
    const found = runFlow(recorded, inputs, given).values(back);
    for (const [i, value] of (inputs.z ?? []).entries()) expect(found[i]).toBeCloseTo(value, 9);
  });

  test.each(['both', 'z', 'logDet'])(
    'has the gradients of its finite differences: %s',
    async (of) => {
      const recorded = await recordedFlow(given);
      const { graph, y, logDet, z, h } = recorded;
      const { rows, samples = 1 } = given;
      if (of === 'logDet' && !logDet) return;
      const target = graph.input('target', [rows, SIZE]);
      const slot = { choice: 'gaussian_fixed', bindings: {} } as const;
      const loss = likelihood(graph, target, {
        name: 'loss',
        outputs: [{ tensor: y, slot }],
        constants: { SIGMA: 1 },
        samples,
      });
      const terms = of === 'z' ? [loss] : of === 'logDet' ? [logDet] : [loss, logDet];
      const sources = [...graph.store.parameters, z, ...(h ? [h] : [])];
      const inputs = { ...inputsOf(given), target: random.normal(rows * SIZE) };
      const weighted = (weight: number) => step(rows, { loss_weights: [weight, weight] });
      expectAgreement(
        checkGradients({
          graph,
          terms: terms.flatMap((term) => term ?? []),
          sources,
          inputs,
          step: weighted(1),
          lossStep: weighted(1 / samples),
        }),
      );
    },
  );
});
