import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { STATE_PARTS } from '../../src/graph/stateLayout.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import type { OptimizerOptions } from '../../src/optimizers/registry.ts';
import { resolveOptimizer } from '../../src/optimizers/registry.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { useGpu } from '../support/gpu.ts';
import { type PreparedStep, prepareStep, stepOnDevice } from '../support/oneStep.ts';

const gpu = useGpu();

const config = { input: 37, hidden: [13], latent: 3, activation: 'relu' } as const;
const shape = { rows: 9, rowCount: 0, dtype: 'u8' } as const;
const adam = resolveOptimizer({});
const sgd: OptimizerOptions = resolveOptimizer({ optimizer: 'sgd', momentum: 0.9, clipNorm: 1 });

/** A sampler may draw no rows. Such a step must leave a fresh model unchanged, and every loss 0. */
async function expectNothing(prepared: PreparedStep): Promise<void> {
  const { model, plan } = prepared;
  const { image } = freshSnapshot(model.store, 5);
  for (const each of [plan, fuse(plan), fuse(plan, { keepBatch: true })]) {
    const { values, dirty } = await stepOnDevice(gpu(), prepared, each);
    // The common scale of all gradients is not a row of a batch.
    expect(dirty.filter((name) => !name.endsWith('.gradient.scale'))).toEqual([]);
    for (const part of STATE_PARTS) {
      for (const [name, before] of unpackState(model.store, image, part)) {
        expect(values.get(`${part}/${name}`)).toEqual(before);
      }
    }
    const sums = plan.burst.map(({ bindings }) => bindings.sums?.name ?? '');
    expect(sums.length).toBeGreaterThan(1);
    for (const name of sums) expect(values.get(name)?.[2]).toBe(0);
  }
}

test.each([
  { name: 'u8', step: prepareStep({ ...shape, config }, 'counter') },
  { name: 'f32, SGD', step: prepareStep({ ...shape, config, dtype: 'f32' }, 'counter', sgd) },
  {
    name: 'beside a condition, drawn binary, with dropout',
    step: prepareStep(
      { ...shape, config: { ...config, condition: 4, binarize: 'dynamic', inputDropout: 0.2 } },
      'counter',
    ),
  },
  {
    name: 'free bits',
    step: prepareStep({ ...shape, config }, 'counter', adam, { rule: 'free_bits', target: 0.2 }),
  },
  {
    name: 'a capacity',
    step: prepareStep({ ...shape, config }, 'counter', adam, { rule: 'capacity', target: 2 }),
  },
  {
    name: 'the importance-weighted bound',
    step: prepareStep({ ...shape, config }, 'counter', adam, undefined, {
      bound: 'iwae',
      samples: 3,
    }),
  },
  {
    name: 'counts, normalised',
    step: prepareStep(
      {
        ...shape,
        config: { ...config, likelihood: { kind: 'multinomial' }, normalizeInput: true },
      },
      'counter',
    ),
  },
])('an empty batch changes nothing: $name', ({ step }) => expectNothing(step));
