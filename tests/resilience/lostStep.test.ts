import { beforeAll, expect, test } from 'vitest';
import { type DeviceLoss, DeviceLostError, type VAE } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { createVae, data, expectSameBits, newDevice, rejection, rows } from './models.ts';
import { watchBursts } from './watchers.ts';

const quiet = await newDevice();
const losses: DeviceLoss[] = [];
let device = await newDevice();
let vae: VAE;
let undisturbed: VAE;

beforeAll(async () => {
  vae = await createVae({
    device,
    snapshotSteps: 2,
    onDeviceLost: (loss) => losses.push(loss),
    async createDevice() {
      device = await newDevice();
      return device;
    },
  });
  undisturbed = await createVae({ device: quiet });
});

const batch = (step: number): Float32Array => rows(8, step);

async function stepTo(model: VAE, last: number): Promise<void> {
  while (model.stepCount < last) await model.step(batch(model.stepCount + 1));
}

async function loseIdle(): Promise<void> {
  device.destroy();
  await device.lost;
}

test('a step in which the device is lost says where to go on', async () => {
  // Not at the start of an epoch, so that a wrong position in the epoch is detected.
  for (const model of [vae, undisturbed]) await model.fit(data, { steps: 2 });
  await stepTo(vae, 5);
  watchBursts('training', (steps) => {
    if (steps.includes(6) && losses.length === 0) device.destroy();
  });
  const error = await rejection(vae.step(batch(6)), DeviceLostError);
  expect(error.step).toBe(4);
  expect(error.message).toMatch(
    /lost after step 5; a new one stands at step 4: .*from there again/,
  );
  expect(error.checkpoint).toBeInstanceOf(Uint8Array);
  expect(vae.stepCount).toBe(4);
  expect(losses).toEqual([{ reason: expect.any(String), step: 4 }]);

  await stepTo(vae, 7);
  await stepTo(undisturbed, 7);
  await expectSameBits(vae, undisturbed);
  tally('device losses survived', 1);
});

test('so does the first step after a loss between steps', async () => {
  // step 7 came after the snapshot of step 6, and save() took another one.
  await stepTo(vae, 8);
  await stepTo(undisturbed, 8);
  await loseIdle();
  const error = await rejection(vae.step(batch(9)), DeviceLostError);
  expect(error.step).toBe(vae.stepCount);
  expect(error.step).toBeLessThan(8);
  await stepTo(vae, 8);
  await expectSameBits(vae, undisturbed);
  tally('device losses survived', 1);
});

test('a loss of no step goes unnoticed by the next', async () => {
  const told = losses.length;
  await loseIdle();
  const { step } = await vae.step(batch(9));
  expect(step).toBe(9);
  expect(losses.length).toBe(told + 1);
  await stepTo(undisturbed, 9);
  await expectSameBits(vae, undisturbed);
  tally('device losses survived', 1);
});

test('so does the first step after another call went on with a new device', async () => {
  // save() in the tests before took a snapshot of step 9.
  await stepTo(vae, 10);
  await stepTo(undisturbed, 10);
  await loseIdle();
  await vae.sample(1);
  expect(vae.stepCount).toBe(9);
  const error = await rejection(vae.step(batch(10)), DeviceLostError);
  expect(error.step).toBe(9);
  expect(error.message).toMatch(/lost after step 10; a new one stands at step 9/);
  await stepTo(vae, 10);
  await expectSameBits(vae, undisturbed);
  tally('device losses survived', 1);
});

test('so does fit, also where nobody has reported the loss yet', async () => {
  await vae.step(batch(11));
  device.destroy();
  const error = await rejection(vae.fit(data, { steps: 1 }), DeviceLostError);
  expect(error.step).toBe(10);
  expect(error.message).toMatch(/lost after step 11; a new one stands at step 10/);
  await stepTo(vae, 11);
  for (const model of [vae, undisturbed]) {
    await stepTo(model, 11);
    await model.fit(data, { steps: 1 });
  }
  await expectSameBits(vae, undisturbed);
  tally('device losses survived', 1);
});
