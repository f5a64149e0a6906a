import { beforeAll, describe, expect, test } from 'vitest';
import type { DeviceLoss, EpochReport, FitOptions, VAE } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { wrap } from '../training/wrap.ts';
import { BURST, createVae, data, expectSameBits, newDevice, STEPS, validation } from './models.ts';
import { watchBursts, watchDevices } from './watchers.ts';

/** The device of the undisturbed runs. */
const quiet = await newDevice();

const devices = watchDevices();
const kill = (): void => devices.at(-1)?.destroy();

const SNAPSHOT_STEPS = 4;
/** Maximum number of bursts in flight. */
const IN_FLIGHT = 3;

/** The moment of a device loss within a fit of two epochs that starts after step `start`. */
interface Moment {
  readonly name: string;
  /** Arranges for `kill` to be called; may return additional options for the fit. */
  readonly arrange: (start: number) => FitOptions;
}

const losses: DeviceLoss[] = [];
const told = (loss: DeviceLoss): void => void losses.push(loss);
const last = 2 * STEPS;

/** Destroys the device when the burst with this step is submitted. */
function atStep(step: number): Moment['arrange'] {
  return (start) => {
    let done = false;
    watchBursts('training', (steps) => {
      if (!done && steps.includes(start + step)) {
        done = true;
        kill();
      }
    });
    return {};
  };
}

const moments: readonly Moment[] = [
  {
    name: 'while its pipelines compile',
    arrange() {
      let calls = 0;
      wrap(GPUDevice, 'createComputePipelineAsync', (original) => {
        return function (this: unknown, ...args) {
          const pipeline = original.apply(this, args);
          calls += 1;
          if (calls === 2) kill();
          return pipeline;
        };
      });
      return {};
    },
  },
  { name: 'in the first burst', arrange: atStep(1) },
  { name: 'in the middle of an epoch', arrange: atStep(STEPS + 3) },
  {
    name: 'as the last results of an epoch arrive',
    arrange() {
      let done = false;
      return {
        onProgress({ step }) {
          if (!done && step === STEPS) {
            done = true;
            kill();
          }
        },
      };
    },
  },
  {
    name: 'in the evaluation at the end of an epoch',
    arrange() {
      let done = false;
      watchBursts('evaluation', () => {
        if (!done) kill();
        done = true;
      });
      return {};
    },
  },
  { name: 'in the last burst', arrange: atStep(last) },
];

/** The reports of a fit, without times. */
interface Told {
  readonly steps: number[];
  readonly epochs: Omit<EpochReport, 'seconds'>[];
}

async function train(vae: VAE, options: FitOptions): Promise<Told> {
  const steps: number[] = [];
  const reported: EpochReport[] = [];
  const start = vae.epoch;
  const { onProgress } = options;
  const { epochs } = await vae.fit(data, {
    epochs: 2,
    validation,
    onEpoch: (report) => void reported.push(report),
    onProgress(progress) {
      steps.push((progress.epoch - start - 1) * STEPS + progress.step);
      onProgress?.(progress);
    },
  });
  expect(reported).toEqual(epochs);
  return { steps, epochs: epochs.map(({ seconds: _, ...report }) => report) };
}

/** The steps of a sequence that are repeated after a later one, for each device loss. */
function replayed(submitted: readonly number[]): number[] {
  return submitted.filter((step, i) => submitted.slice(0, i).includes(step));
}

describe.each([
  {
    owner: 'a device that the model made',
    open: (options: object) => createVae(options),
    at: moments,
  },
  {
    owner: "the caller's device, with createDevice",
    open: async (options: object) =>
      createVae({ ...options, device: await newDevice(), createDevice: newDevice }),
    at: moments.filter(({ name }) => /middle|last burst/.test(name)),
  },
])('fit survives the loss of $owner', ({ open, at }) => {
  let vae: VAE;
  let undisturbed: VAE;
  beforeAll(async () => {
    undisturbed = await createVae({ device: quiet });
  });

  test.each(at)('$name', async ({ arrange }) => {
    vae ??= await open({ snapshotSteps: SNAPSHOT_STEPS, onDeviceLost: told });
    const expected = await train(undisturbed, {});
    losses.length = 0;
    const before = devices.length;
    const start = vae.stepCount;
    const submitted: number[] = [];
    const disturbance = arrange(start);
    watchBursts('training', (steps) => submitted.push(...steps));

    const progress = await train(vae, disturbance);

    expect(devices.length - before).toBe(1);
    const again = replayed(submitted);
    expect(again.length).toBeLessThanOrEqual(SNAPSHOT_STEPS + IN_FLIGHT * BURST);
    expect(losses).toEqual([
      { reason: expect.stringMatching(/destroyed/), step: expect.any(Number) },
    ]);
    const from = losses[0]?.step ?? Number.NaN;
    if (again.length > 0) expect(Math.min(...again)).toBe(from + 1);
    expect(from).toBeGreaterThanOrEqual(start);
    expect([...new Set(submitted)]).toEqual(Array.from({ length: last }, (_, i) => start + i + 1));
    expect(progress).toEqual(expected);
    expect(vae.stepCount).toBe(undisturbed.stepCount);
    await expectSameBits(vae, undisturbed);
    tally('device losses survived', 1);
  });
});

test('an epoch is told where the device is lost after the snapshot of its last step', async () => {
  const options = { epochs: 1, validation };
  const undisturbed = await createVae({ device: quiet });
  const expected = await undisturbed.fit(data, options);
  const vae = await createVae({ snapshotSteps: STEPS, onDeviceLost: told });
  losses.length = 0;
  // The evaluation compiles its pipelines first, which takes longer than the snapshot.
  let killed = false;
  watchBursts('evaluation', () => {
    if (!killed) kill();
    killed = true;
  });
  const { epochs } = await vae.fit(data, options);
  expect(losses.map(({ step }) => step)).toEqual([STEPS]);
  const whole = ({ epochs: reports }: { epochs: readonly EpochReport[] }) =>
    reports.map(({ seconds: _, ...report }) => report);
  expect(whole({ epochs })).toEqual(whole(expected));
  await expectSameBits(vae, undisturbed);
});
