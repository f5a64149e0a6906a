import { describe, expect, test } from 'vitest';
import { Graph } from '../../src/graph/graph.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { Store } from '../../src/graph/store.ts';
import { convolution } from '../../src/ops/convolution.ts';
import { likelihood } from '../../src/ops/likelihood.ts';
import { ACTIVATIONS, type Activation } from '../../src/ops/slots.ts';
import { type Window, weightShape } from '../../src/ops/window.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { checkGradients } from '../support/gradients.ts';
import { step } from '../support/scalars.ts';
import { WINDOWS } from '../support/windows.ts';
import { expectAgreement, random } from './fixtures.ts';

const ROWS = 3;
const WAYS = Object.entries(WINDOWS).flatMap(([name, window]) =>
  [false, true].map((transposed) => ({ name, window, transposed })),
);

/** One layer between the images of a window. */
function recorded(window: Window, transposed: boolean, activation: Activation = 'identity') {
  const graph = new Graph(new Store(), { ring: 2 });
  const [from, to] = transposed ? [window.small, window.large] : [window.large, window.small];
  const x = graph.input('x', [ROWS, logicalSize(from)]);
  const init = { kind: 'uniform', bound: 1 } as const;
  const weight = graph.store.parameter('weight', { shape: weightShape(window), init });
  const bias = graph.store.parameter('bias', { shape: [to[2]], init });
  const y = convolution(graph, x, { name: 'y', window, transposed, weight, bias, activation });
  return { graph, x, weight, bias, y };
}

describe.each(WAYS)('$name, transposed: $transposed', ({ window, transposed }) => {
  test('every pixel of the small image meets those of the large one under its window', () => {
    const { graph, x, y } = recorded(window, transposed);
    const store = new ReferenceStore(graph.store);
    const given = random.uniform(logicalSize(x.shape), -1, 1);
    const weight = store.parameter('weight').value;
    const bias = store.parameter('bias').value;
    weight.set(random.uniform(weight.length, -1, 1));
    bias.set(random.uniform(bias.length, -1, 1));
    const plan = { name: 'check', step: graph.forward, burst: [] };
    const executor = new ReferenceExecutor(store, plan, { x: given });
    executor.run([step(ROWS)]);
    const expected = byDefinition(window, transposed, { x: given, weight, bias });
    const found = executor.values(y);
    expect(found.length).toBe(expected.length);
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 10);
  });

  test('weight, bias and input against finite differences', () => {
    const { graph, x, y } = recorded(window, transposed);
    const target = graph.input('target', y.shape);
    const slot = { choice: 'bernoulli', bindings: {} } as const;
    const terms = [likelihood(graph, target, { name: 'loss', outputs: [{ tensor: y, slot }] })];
    const inputs = {
      x: random.uniform(logicalSize(x.shape), -1, 1),
      target: random.uniform(logicalSize(y.shape), 0, 1),
    };
    const sources = [...graph.store.parameters, x];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});

describe.each(ACTIVATIONS)('%s', (activation) => {
  test.each([false, true])('gradients, transposed: %s', (transposed) => {
    const window = WINDOWS['strides over the kernel'] as Window;
    const { graph, x, y } = recorded(window, transposed, activation);
    const target = graph.input('target', y.shape);
    const slot = { choice: 'bernoulli', bindings: {} } as const;
    const terms = [likelihood(graph, target, { name: 'loss', outputs: [{ tensor: y, slot }] })];
    const inputs = {
      x: random.uniform(logicalSize(x.shape), -1, 1),
      target: random.uniform(logicalSize(y.shape), 0, 1),
    };
    const sources = [...graph.store.parameters, x];
    expectAgreement(checkGradients({ graph, terms, sources, inputs, step: step(ROWS) }));
  });
});

/** The sum over all pairs of pixels that lie under one another: `Y = stride · y + dilation · k - padding`. */
function byDefinition(
  { large, small, kernel, stride, padding, dilation }: Window,
  transposed: boolean,
  { x, weight, bias }: { x: Float64Array; weight: Float64Array; bias: Float64Array },
): Float64Array {
  const to = transposed ? large : small;
  const y = Float64Array.from({ length: ROWS * logicalSize(to) }, (_, i) => bias[i % to[2]] ?? 0);
  const pixel = ([height, width]: readonly number[], row: number, at: readonly number[]) =>
    (row * (height ?? 0) + (at[0] ?? 0)) * (width ?? 0) + (at[1] ?? 0);
  for (let row = 0; row < ROWS; row++) {
    for (let i = 0; i < small[0] * small[1] * kernel[0] * kernel[1]; i++) {
      const tap = [Math.floor(i / kernel[1]) % kernel[0], i % kernel[1]] as const;
      const place = Math.floor(i / kernel[0] / kernel[1]);
      const inSmall = [Math.floor(place / small[1]), place % small[1]] as const;
      const inLarge = ([0, 1] as const).map(
        (axis) => stride[axis] * inSmall[axis] + dilation[axis] * tap[axis] - padding[axis],
      );
      if (inLarge.some((each, axis) => each < 0 || each >= (large[axis] ?? 0))) continue;
      for (let s = 0; s < small[2]; s++) {
        for (let l = 0; l < large[2]; l++) {
          const w = weight[((s * kernel[0] + tap[0]) * kernel[1] + tap[1]) * large[2] + l] ?? 0;
          const atSmall = pixel(small, row, inSmall) * small[2] + s;
          const atLarge = pixel(large, row, inLarge) * large[2] + l;
          const [out, source] = transposed ? [atLarge, atSmall] : [atSmall, atLarge];
          y[out] = (y[out] ?? 0) + w * (x[source] ?? 0);
        }
      }
    }
  }
  return y;
}
