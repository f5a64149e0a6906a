import { expect, test } from 'vitest';
import { catalogue } from '../support/catalogue.ts';
import { dirtyPadding, outsideBounds } from '../support/checkCase.ts';
import { useGpu } from '../support/gpu.ts';
import { type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';

const gpu = useGpu();

/** Points of saturation, transitions between series and closed forms, and denormals. */
const EDGES = [
  ...[0, 1e-41, 1e-20, 1e-7, 1e-3, 0.4999, 0.5, 0.5001, 0.9999, 1, 1.0001, 4.2, 9, 16.7],
  ...[79.9, 87, 88.8, 89.5, 104, 1e3, 1e4],
].flatMap((value) => [value, -value]);

const WIDTH = EDGES.length;

async function expectTwin(prepared: PreparedCase): Promise<void> {
  const edges = Float64Array.from(EDGES, Math.fround);
  const values = { ...prepared.values, preactivation: edges };
  const outputs = await runOnDevice(gpu(), { ...prepared, values });
  expect(outsideBounds({ ...prepared, values }, outputs)).toEqual([]);
  for (const output of outputs) {
    expect(dirtyPadding(prepared, output)).toEqual([]);
    expect([...output.logical].every(Number.isFinite)).toBe(true);
  }
}

test.each(Object.keys(catalogue.slots.activation))('%s at its edges, up to 1e4', (activation) =>
  expectTwin(
    prepareCase({
      kernel: 'activation_forward',
      sizes: { M: 1, K: WIDTH },
      slots: { activation },
      flags: {},
      rowCount: 1,
    }),
  ),
);

test.each(['gelu', 'silu'])('the gradient of %s at its edges, up to 1e4', (choice) =>
  expectTwin(
    prepareCase({
      kernel: 'activation_backward',
      sizes: { M: 1, K: WIDTH },
      slots: { activation_gradient: choice },
      flags: { ACCUMULATE: false },
      rowCount: 1,
    }),
  ),
);
