import { expect, test } from 'vitest';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { createVae, INPUT, newDevice, rows } from './models.ts';
import { watchBuffers } from './watchers.ts';

const device = await newDevice();
const BATCH = 8;
const STEPS = 64;
const data = rows(BATCH * STEPS);

test('5,000 steps take no more buffers and bytes than the first epoch', async () => {
  const live = watchBuffers();
  const vae = await createVae({ device, burst: MAX_BURST, batchSize: BATCH, snapshotSteps: 128 });
  // Long enough for a snapshot during training.
  await vae.fit(data, { epochs: 3 });
  const { memory } = vae;
  const made = new Set(live);
  const seen = new Set<string>();
  await vae.fit(data, {
    steps: 5000,
    onProgress: () => seen.add(JSON.stringify(vae.memory)),
  });
  expect(vae.stepCount).toBe(3 * STEPS + 5000);
  expect([...seen]).toEqual([JSON.stringify(memory)]);
  expect(vae.memory).toEqual(memory);
  // The same buffers, not new ones in their place.
  expect(live).toEqual(made);
  expect(memory.buffers).toBe(live.size);
  expect(memory.bytes).toBe([...live].reduce((sum, { size }) => sum + size, 0));
  vae.dispose();
  expect(live.size).toBe(0);
});

test('a hundred models after another on one device leave nothing on it', async () => {
  // Kept, so that the other models find their pipelines compiled.
  const keeper = await createVae({ device });
  await keeper.fit(data, { steps: 1 });
  await keeper.sample(1);
  const live = watchBuffers();
  const peaks = new Set<number>();
  for (let seed = 0; seed < 100; seed++) {
    const vae = await createVae({ device, seed });
    await vae.fit(data, { steps: 2 });
    expect(await vae.sample(1)).toHaveLength(INPUT);
    peaks.add(live.size);
    vae.dispose();
    expect(live.size).toBe(0);
  }
  expect(peaks.size).toBe(1);
});
