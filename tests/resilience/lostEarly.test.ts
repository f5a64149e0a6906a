import { beforeAll, describe, expect, test } from 'vitest';
import type { EpochReport, VAE } from '../../src/index.ts';
import { createVae, data, expectSameBits, newDevice, validation } from './models.ts';
import { watchBursts, watchDevices } from './watchers.ts';

/** The device of the undisturbed runs. */
const quiet = await newDevice();

const devices = watchDevices();
const kill = (): void => devices.at(-1)?.destroy();

/** No later epoch counts as an improvement: training ends after the third. */
const earlyStopping = { patience: 2, minDelta: 1e6 };

async function train(vae: VAE, onEpoch: (report: EpochReport) => unknown = () => undefined) {
  const history = await vae.fit(data, { epochs: 9, validation, earlyStopping, onEpoch });
  const epochs = history.epochs.map(({ seconds: _, ...report }) => report);
  return { epochs, stopped: history.stopped, bestEpoch: history.bestEpoch };
}

describe('early stopping ends and restores the same where the device is lost', () => {
  let undisturbed: VAE;
  let told: Awaited<ReturnType<typeof train>>;
  beforeAll(async () => {
    undisturbed = await createVae({ device: quiet });
    told = await train(undisturbed);
    expect(told).toMatchObject({ stopped: 'early', bestEpoch: 1 });
    expect(undisturbed.epoch).toBe(1);
  });

  test.each([1, 2, 3])('in the evaluation after epoch %i', async (epoch) => {
    const vae = await createVae();
    let evaluations = 0;
    watchBursts('evaluation', () => {
      evaluations += 1;
      if (evaluations === epoch) kill();
    });
    expect(await train(vae)).toEqual(told);
    await expectSameBits(vae, undisturbed);
  });

  test.each([1, 3])('in onEpoch of epoch %i', async (lost) => {
    const vae = await createVae();
    expect(await train(vae, ({ epoch }) => (epoch === lost ? kill() : undefined))).toEqual(told);
    await expectSameBits(vae, undisturbed);
  });
});

test('a callback that ends training as the device is lost ends it after that epoch', async () => {
  const vae = await createVae();
  const onEpoch = ({ epoch }: EpochReport) => {
    if (epoch < 2) return undefined;
    kill();
    return false;
  };
  const { stopped } = await vae.fit(data, { epochs: 9, onEpoch });
  const short = await createVae({ device: quiet });
  await short.fit(data, { epochs: 2 });
  expect([stopped, vae.epoch]).toEqual(['callback', 2]);
  await expectSameBits(vae, short);
});
