import { expect, test } from 'vitest';
import type { DeviceLoss, VAE } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { bitsOf, createVae, data, INPUT, newDevice, rows } from './models.ts';
import { watchBursts, watchDevices } from './watchers.ts';

const devices = watchDevices();
const losses: DeviceLoss[] = [];
let vae: VAE;

/** Results that do not change the model. */
async function results(model: VAE): Promise<unknown[]> {
  const { encoded, sampled, loss } = await concurrently(model);
  return [encoded, sampled, loss, await bitsOf(model)];
}

async function concurrently(model: VAE) {
  const [encoded, sampled, loss] = await Promise.all([
    model.encode(data),
    model.sample(3, 5),
    model.evaluate(data),
  ]);
  return { encoded, sampled, loss };
}

let expected: unknown[];

test('a model whose device was lost after fit gives the same results on another', async () => {
  vae = await createVae({ onDeviceLost: (loss) => losses.push(loss) });
  await vae.fit(data, { epochs: 1 });
  expected = await results(vae);
  devices.at(-1)?.destroy();
  await devices.at(-1)?.lost;
  expect(await results(vae)).toEqual(expected);
  // Three concurrent calls found the same loss.
  expect(devices).toHaveLength(2);
  expect(losses).toEqual([{ reason: expect.any(String), step: vae.stepCount }]);
  tally('device losses survived', 1);
});

test('so does one whose device is lost while it encodes', async () => {
  let killed = false;
  watchBursts('encoder', () => {
    if (!killed) devices.at(-1)?.destroy();
    killed = true;
  });
  expect(await results(vae)).toEqual(expected);
  expect(devices).toHaveLength(3);
  tally('device losses survived', 1);
});

test('any number of losses, one after another, is survived where there is work between them', async () => {
  const { encoded } = (await concurrently(vae)) as { encoded: unknown };
  for (let loss = 0; loss < 4; loss++) {
    devices.at(-1)?.destroy();
    await devices.at(-1)?.lost;
    expect(await vae.encode(data)).toEqual(encoded);
  }
  expect(devices).toHaveLength(3 + 4);
  tally('device losses survived', 4);
});

test('steps after the last snapshot are lost with the device, and the model says so', async () => {
  const before = vae.stepCount;
  await vae.step(rows(8));
  expect(vae.stepCount).toBe(before + 1);
  devices.at(-1)?.destroy();
  await devices.at(-1)?.lost;
  expect(await bitsOf(vae)).toBe(expected[3]);
  expect(await results(vae)).toEqual(expected);
  expect(vae.stepCount).toBe(before);
  expect(losses.at(-1)?.step).toBe(before);
  tally('device losses survived', 1);
});

test('a loss as a fit on less data starts costs none of its epochs', async () => {
  const config = { input: INPUT, hidden: [], latent: 2 };
  const model = await createVae({ config, device: await newDevice(), createDevice: newDevice });
  // Further into the epoch than the length of the next fit's data.
  await model.fit(data, { steps: 4 });
  devices.at(-1)?.destroy();
  const { epochs } = await model.fit(rows(16), { epochs: 1 });
  expect(epochs.map(({ epoch }) => epoch)).toEqual([2]);
  expect([model.epoch, model.stepCount]).toEqual([2, 4 + 2]);
  tally('device losses survived', 1);
});
