import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DeviceLostError, type EpochReport, type StepReport, type VAE } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { watch, wrap } from '../training/wrap.ts';
import { bitsOf, createVae, data, INPUT, newDevice, rejection, rows } from './models.ts';
import { watchDevices } from './watchers.ts';

const devices = watchDevices();
afterEach(() => {
  devices.length = 0;
});

// With a snapshot at each step, work on the old device could be mistaken for progress on the new
// one.
const open = async () =>
  createVae({
    config: { input: INPUT, hidden: [], latent: 2 },
    device: await newDevice(),
    createDevice: newDevice,
    snapshotSteps: 1,
  });

/** The reports and the state of undisturbed models. */
let fitted: { epochs: unknown[]; bits: string };
let stepped: { report: StepReport; bits: string };
beforeAll(async () => {
  const [one, other] = [await open(), await open()];
  const { epochs } = await one.fit(data, { epochs: 1 });
  fitted = { epochs: epochs.map(withoutTime), bits: await bitsOf(one) };
  stepped = { report: await other.step(rows(8)), bits: await bitsOf(other) };
});

const withoutTime = ({ seconds: _, ...report }: EpochReport) => report;

/**
 * Holds back results of a method of the first device while `when()`, and signals its first call.
 */
function hold(name: 'createComputePipelineAsync' | 'popErrorScope', when: () => boolean) {
  const [device] = devices;
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    wrap(GPUDevice, name, (original) => {
      return async function (this: unknown, ...args) {
        const result = original.apply(this, args);
        if (this !== device || !when()) return result;
        resolve();
        await gate;
        return result;
      };
    });
  });
  return { asked, release };
}

const moments = [
  {
    moment: 'its pipelines compile',
    holdBack: () => hold('createComputePipelineAsync', () => true),
  },
  {
    moment: 'its last buffers are made',
    holdBack() {
      const made: string[] = [];
      watch(GPUDevice, 'createBuffer', (_, [descriptor]) => {
        made.push((descriptor as GPUBufferDescriptor).label ?? '');
      });
      const staging = () => made.at(-1) === 'staging' && made.includes('training.step_records');
      return hold('popErrorScope', staging);
    },
  },
];

describe.each(moments)('the device is lost and replaced while $moment:', ({ holdBack }) => {
  /** During `call` the device is lost, and another call replaces it. */
  async function replaceMeanwhile<T>(vae: VAE, call: () => Promise<T>): Promise<T> {
    const { asked, release } = holdBack();
    const result = call();
    result.catch(() => {}); // awaited by the caller
    await asked;
    devices[0]?.destroy();
    await devices[0]?.lost;
    await vae.encode(data);
    expect(devices).toHaveLength(2);
    release();
    return result;
  }

  test('fit trains on the new one', async () => {
    const vae = await open();
    const { epochs } = await replaceMeanwhile(vae, () => vae.fit(data, { epochs: 1 }));
    expect({ epochs: epochs.map(withoutTime), bits: await bitsOf(vae) }).toEqual(fitted);
    tally('device losses survived', 1);
  });

  test('step is not taken, and says so', async () => {
    const vae = await open();
    const step = replaceMeanwhile(vae, () => vae.step(rows(8)));
    expect((await rejection(step, DeviceLostError)).step).toBe(0);
    expect(vae.stepCount).toBe(0);
    expect({ report: await vae.step(rows(8)), bits: await bitsOf(vae) }).toEqual(stepped);
    tally('device losses survived', 1);
  });
});
