import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type FitOptions, toDataset, type VAE } from '../../src/index.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { createVae, largestDifference, loadVae, sameBits, TINY, tensorsOf } from './models.ts';
import { rowsU8 } from './rows.ts';
import { countCalls } from './wrap.ts';

const rows = 83;
const data = rowsU8(rows);
const epochs = 3;
const bursts = [1, 7, MAX_BURST, 'auto'] as const;

async function trained(options: Parameters<typeof createVae>[0], fit: Partial<FitOptions> = {}) {
  const vae = await createVae(options);
  await vae.fit(data, { epochs, ...fit });
  return vae;
}

let undisturbed: VAE;
beforeAll(async () => {
  undisturbed = await trained({ burst: MAX_BURST });
});

describe('same seed, same device: the same bits', () => {
  test.each(bursts)('twice at bursts of %s', async (burst) => {
    expect(await sameBits(await trained({ burst }), undisturbed)).toBe(true);
  });

  test.each(bursts)('with the model in use meanwhile, at bursts of %s', async (burst) => {
    const vae = await createVae({ burst });
    const uses: Promise<unknown>[] = [];
    let reports = 0;
    await vae.sample(3, 1);
    await vae.evaluate(data);
    await vae.fit(data, {
      epochs,
      validation: toDataset(rowsU8(9, TINY.input, 5), TINY.input),
      onProgress() {
        reports += 1;
        if (reports % 4 === 1) uses.push(vae.sample(2, reports), vae.encode(rowsU8(3)));
      },
      onEpoch() {
        uses.push(vae.save(), vae.reconstruct(rowsU8(2)), vae.evaluate(rowsU8(5)));
      },
    });
    expect(uses.length).toBeGreaterThanOrEqual(2 + 3 * epochs);
    await Promise.all(uses);
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });

  test('whatever the clock says', async () => {
    let now = 0;
    let calls = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      calls += 1;
      now += calls % 3 === 0 ? 900 : 0.001;
      return now;
    });
    try {
      expect(await sameBits(await trained({ burst: 'auto' }), undisturbed)).toBe(true);
    } finally {
      clock.mockRestore();
    }
    expect(calls).toBeGreaterThan(6);
  });

  test('with steps split over submits, and a snapshot after each', async () => {
    const calls = countCalls();
    const vae = await trained({ burst: 'auto', maxSubmitMs: 1e-3, snapshotSteps: 1 });
    expect(calls.submits).toBeGreaterThan(2 * vae.stepCount);
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });

  test('epoch by epoch as in one go', async () => {
    const vae = await createVae();
    for (let epoch = 0; epoch < epochs; epoch++) await vae.fit(data, { epochs: 1 });
    expect(await sameBits(vae, undisturbed)).toBe(true);
  });
});

test('the history is the same at every burst length, but for the clock', async () => {
  const losses = async (burst: number) => {
    const history = await (await createVae({ burst })).fit(data, { epochs: 2 });
    return history.epochs.map(({ epoch, train }) => ({ epoch, train }));
  };
  expect(await losses(1)).toEqual(await losses(7));
});

test('another seed: other parameters, before and after training', async () => {
  const [one, two] = [await createVae({ seed: 1 }), await createVae({ seed: 2 })];
  expect(await sameBits(one, two)).toBe(false);
  const [first, second] = [tensorsOf(await one.save()), tensorsOf(await two.save())];
  expect(first.get('fc1.weight')).not.toEqual(second.get('fc1.weight'));
  // With the same initial parameters, the noise and the row order still differ.
  const start = await one.save();
  const [again, reseeded] = [await loadVae(start), await loadVae(start, { seed: 2 })];
  for (const vae of [again, reseeded]) await vae.fit(data, { steps: 1 });
  const name = 'adam.m.fc4.weight';
  expect(tensorsOf(await again.save()).get(name)).not.toEqual(
    tensorsOf(await reseeded.save()).get(name),
  );
});

test('without fusion the parameters agree to 1e-5', async () => {
  const plain = await trained({ fuse: false });
  expect(plain.statistics.dispatchesPerStep).toBeGreaterThan(
    undisturbed.statistics.dispatchesPerStep,
  );
  const [a, b] = [tensorsOf(await plain.save()), tensorsOf(await undisturbed.save())];
  for (const [name, values] of a) {
    const differs = largestDifference(values, b.get(name) ?? []);
    expect(differs, name).toBeLessThan(1e-5 * (1 + Math.max(...values.map(Math.abs))));
  }
});
