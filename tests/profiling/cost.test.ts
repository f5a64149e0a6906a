import { describe, expect, test } from 'vitest';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import { ConfigError, stepCost } from '../../src/index.ts';
import { planCost } from '../../src/kernels/cost.ts';

const recorded = await stepCost({ fuse: false });

function costOf(label: string) {
  const found = recorded.dispatches.find((dispatch) => dispatch.label === label);
  if (!found) throw new Error(`no dispatch ${label}`);
  return found;
}

describe('the seed model, 784-400-20-400-784, batch 128', () => {
  test.each([
    'fc1.forward',
    'fc4.forward',
    'fc4.backward_weight',
    'fc4.backward_input',
    'fc1.backward_weight',
  ])('%s takes 2 · 128 · 784 · 400 operations', (label) => {
    expect(costOf(label).flops).toBe(80_281_600);
  });

  test.each([
    // Reads the batch's u8 rows and their indices, and writes f32 rows; not the whole data set.
    ['x', 128 * 784 + 4 * 128 + 4 * 128 * 784],
    ['fc1.forward', 4 * (128 * 784 + 400 * 784 + 400 + 128 * 400)],
    // One slot of the loss ring.
    ['reconstruction.forward', 4 * (2 * 128 * 784 + 128)],
    ['fc4.backward_weight', 4 * (128 * 784 + 128 * 400 + 784 * 400 + 784)],
    // Adds to what the KL's gradient left: dstats is read and written.
    ['z.backward', 4 * (128 * 40 + 128 * 20 + 2 * 128 * 40)],
    // Reads and writes parameters, m, v and the health word; 654,592 with each part aligned.
    ['model.adam', 4 * (2 * 3 * 654_592 + 654_592 + 2)],
  ])('%s moves its tensors once: %d bytes', (label, bytes) => {
    expect(costOf(label).bytes).toBe(bytes);
  });

  test.each([
    ['fc1.forward', ['fc1.weight', 'fc1.bias', 'x'], ['fc1']],
    // A gradient that is added to is also read.
    ['z.backward', ['fc2', 'd(z)', 'd(fc2)'], ['d(fc2)']],
  ])('%s names what it reads and writes', (label, reads, writes) => {
    expect(costOf(label)).toMatchObject({ reads, writes });
  });

  test('sums up', () => {
    const products = 5 * 80_281_600 + 3 * 2 * 128 * 400 * (40 + 20);
    const images = (1 + 16) * 128 * 784 + 2 * 2 * 128 * 400;
    const latents = (2 * 50 + 11) * 128 * 20;
    expect(recorded.flops).toBe(products + images + latents + 12 * 654_592);
    expect(recorded.dispatchCount).toBe(21);
    const bytes = recorded.dispatches.reduce((sum, dispatch) => sum + dispatch.bytes, 0);
    expect(recorded.bytes).toBe(bytes);
  });

  test.each([
    [
      'fc2.forward…fc3.forward',
      // Reads h1 and the parameters of two layers; writes mu and logvar, z, h3 and the KL in five
      // parts.
      4 * (128 * 400 + 40 * 401 + 400 * 21 + 128 * 40 + 128 * 20 + 128 * 400 + 5 * 128),
    ],
    [
      'fc3.backward_input…fc2.backward_input',
      4 * (128 * 400 + 400 * 20 + 128 * 40 + 40 * 400 + 128 * 400 + 128 * 40 + 128 * 400),
    ],
    [
      'fc4, fc3, fc2, fc1.update',
      // Gradients of all layers and their inputs, state and health read and written; the batch as
      // u8.
      4 * (128 * (784 + 400 + 40 + 400) + 128 * (400 + 20 + 400) + 2 * 3 * 654_592 + 2) +
        128 * 784 +
        4 * 128,
    ],
  ])('fused, %s moves what crosses its border', async (label, bytes) => {
    const { dispatches } = await stepCost();
    const found = dispatches.find((dispatch) => dispatch.label === label);
    expect(found?.bytes).toBe(bytes);
  });

  test('fused moves less for the same products', async () => {
    const fused = await stepCost();
    expect(fused.dispatchCount).toBeLessThan(recorded.dispatchCount);
    expect(fused.bytes).toBeLessThan(recorded.bytes);
    expect(fused.flops).toBeGreaterThanOrEqual(5 * 80_281_600);
    expect(fused.flops).toBeLessThanOrEqual(recorded.flops);
  });

  test('reads four times as much of f32 data', async () => {
    const { dispatches } = await stepCost({ fuse: false }, 'f32');
    const [gather] = dispatches;
    expect(gather?.bytes).toBe(4 * 128 * 784 + 4 * 128 + 4 * 128 * 784);
  });
});

test('options are those of VAE.create, and refused by name', async () => {
  const { flops } = await stepCost({ config: { hidden: [100, 50] }, batchSize: 10 });
  expect(flops).toBeLessThan(recorded.flops);
  await expect(stepCost({ config: { latent: 0 } })).rejects.toThrow(ConfigError);
  await expect(stepCost({ config: { latent: 0 } })).rejects.toThrow('latent must be');
  await expect(stepCost({ batchSize: 0.5 })).rejects.toThrow('batchSize must be');
});

describe('a dispatch', () => {
  const tensor = (name: string, ...shape: number[]) =>
    ({ name, shape, dtype: 'f32', role: 'activation' }) as const;
  const product: Dispatch = {
    label: 'fc.backward_weight',
    kernel: 'dense_backward_weight',
    bindings: { dy: tensor('dy', 3, 5), dweight: tensor('dw', 5, 7), dbias: tensor('db', 5) },
    slots: { load: { choice: 'matrix', bindings: { x: tensor('x', 3, 7) } } },
    constants: { M: 3, N: 5, K: 7, ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
  };
  const cost = (dispatch: Dispatch) => {
    const plan: Plan = { name: 'test', step: [dispatch], burst: [] };
    return planCost(plan).dispatches[0];
  };

  test('that adds to one of its gradients reads that one too', () => {
    const plain = 4 * (15 + 35 + 5 + 21);
    expect(cost(product)?.bytes).toBe(plain);
    const weight = { ...product, constants: { ...product.constants, ACCUMULATE_WEIGHT: true } };
    expect(cost(weight)?.bytes).toBe(plain + 4 * 35);
    const bias = { ...product, constants: { ...product.constants, ACCUMULATE_BIAS: true } };
    expect(cost(bias)?.bytes).toBe(plain + 4 * 5);
  });

  test('that binds one tensor twice moves it once', () => {
    const x = tensor('dy', 3, 7);
    const twice = { ...product, slots: { load: { choice: 'matrix', bindings: { x } } } };
    expect(cost(twice)?.bytes).toBe(4 * (21 + 35 + 5));
  });

  test('that stands for others does their operations over its own tensors', () => {
    const parts = [product, { ...product, constants: { ...product.constants, K: 14 } }];
    const fused = cost({ ...product, parts });
    expect(fused?.flops).toBe(2 * 3 * 5 * 7 + 2 * 3 * 5 * 14);
    expect(fused?.bytes).toBe(cost(product)?.bytes);
  });
});
