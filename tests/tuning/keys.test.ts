import { expect, test } from 'vitest';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Dispatch } from '../../src/graph/plan.ts';
import { variantKey } from '../../src/kernels/variantKey.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { VaeModel } from '../support/vaeModel.ts';

/** The products of a training step, fused and as recorded. */
function products(config: object, rows: number, learningRate = 1e-3): Dispatch[] {
  const { plan } = new VaeModel(config ?? {}).trainingPlan(
    { rows, dataRows: 2 * rows, dtypes: { data: 'u8' }, ring: MAX_BURST },
    { kind: 'counter', stream: 1 },
    resolveTraining({ learningRate, beta1: learningRate }, vaeFamily),
  );
  const both = [plan, fuse(plan, { keepBatch: false }), fuse(plan, { keepBatch: true })];
  return both.flatMap(({ step }) => step.filter(({ slots }) => slots.product));
}

test('a key can be read, and stays as it is: checkpoints hold it', () => {
  const keys = new Set(products({}, 128).map(variantKey));
  expect(keys).toContain('dense_forward activation=relu load=gather_u8 M=128 N=400 K=784');
  expect(keys).toContain(
    'dense_backward_weight_update input=activations optimizer=adam M=128 N=784,400,40,400 K=400,20,400,784 LAYERS=4',
  );
  expect(keys).toContain('dense_likelihood likelihood=bernoulli load=gather_u8 M=128 K=784 H=400');
});

test('products of other sizes have other keys', () => {
  const sizes = [
    products({ input: 40, hidden: [24], latent: 3 }, 8),
    products({ input: 41, hidden: [24], latent: 3 }, 8),
    products({ input: 40, hidden: [25], latent: 3 }, 8),
    products({ input: 40, hidden: [24], latent: 3 }, 9),
  ].map((list) => new Set(list.map(variantKey)));
  const [first = new Set()] = sizes;
  for (const { kernel, ...rest } of products({ input: 40, hidden: [24], latent: 3 }, 8)) {
    expect(first).toContain(variantKey({ kernel, ...rest }));
    const key = variantKey({ kernel, ...rest });
    // A different input, hidden layer or batch gives different keys for the products that depend on
    // it.
    expect(sizes.slice(1).some((keys) => !keys.has(key))).toBe(true);
    expect(sizes[3]).not.toContain(key);
  }
});

test('hyperparameters and variants are no part of it', () => {
  const [one, other] = [products({}, 8), products({}, 8, 0.5)];
  expect(other?.map(variantKey)).toEqual(one?.map(variantKey));
  const split = one?.map((dispatch) => {
    const product = { choice: 'split_8x8', bindings: {} };
    return variantKey({ ...dispatch, slots: { ...dispatch.slots, product } });
  });
  expect(split).toEqual(one?.map(variantKey));
});
