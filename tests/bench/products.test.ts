import { expect, test } from 'vitest';
import { architectureOf } from '../../bench/lib/architecture.mjs';
import { prepareStep } from '../../bench/pages/shared/check/step.js';
import { layersOf } from '../../bench/pages/shared/model.js';
import { productCost } from '../../bench/pages/shared/products/cost.js';
import { layerByLayer } from '../../bench/pages/shared/products/plans.js';
import type { VaeArchitectureChoice } from '../../src/index.ts';

const ROWS = 2;
const F32 = 4;

interface Layer {
  readonly kind: string;
  readonly size: readonly [number, number];
  readonly inputs: number;
  readonly outputs: number;
}

/** Pixels of the smaller image of a convolution with stride 2. */
function smallPixels({ kind, size: [height, width] }: Layer): number {
  return kind === 'transposed' ? height * width : (height * width) / 4;
}

test('the cost of convolutions is that of the same layers as the peers have them', async () => {
  const architecture = architectureOf('conv') as VaeArchitectureChoice;
  const data = new Uint8Array(2 * ROWS * 784);
  const step = await prepareStep({ architecture, rows: ROWS, rowCount: ROWS, data });
  const costs = layerByLayer(step.plan)
    .step.filter(({ kernel, slots }) => kernel.startsWith('conv') && slots.product)
    .map((dispatch) => ({ label: dispatch.label, ...productCost(dispatch) }));

  const layers = (layersOf('conv').layers as Layer[]).filter(({ kind }) => kind !== 'dense');
  // Each weight meets each pixel of the smaller image, in the forward pass and for both gradients.
  const multiplyAdds = layers.map(
    (layer) => ROWS * smallPixels(layer) * 16 * layer.inputs * layer.outputs,
  );
  const [first = 0] = multiplyAdds;
  const total = 3 * multiplyAdds.reduce((sum, each) => sum + each, 0) - first;
  expect(costs.reduce((sum, { flops }) => sum + flops, 0)).toBe(2 * total);

  // Images in, images out, weights and biases: no patches.
  const [, second] = layers;
  const { inputs, outputs } = second as Layer;
  const pixels = smallPixels(second as Layer);
  const values = ROWS * pixels * (4 * inputs + outputs) + 16 * inputs * outputs + outputs;
  expect(costs.find(({ label }) => label === 'encoder.1.forward')?.bytes).toBe(F32 * values);
});
