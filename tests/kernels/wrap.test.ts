import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { useGpu } from '../support/gpu.ts';
import { prepareStep, stepOnDevice } from '../support/oneStep.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';

const gpu = useGpu();

/** The device with a limit of `limit` workgroups in each dimension. */
function narrowed(whole: Gpu, limit: number): Gpu {
  const limits = new Proxy(whole.device.limits, {
    get: (target, name) =>
      name === 'maxComputeWorkgroupsPerDimension' ? limit : Reflect.get(target, name, target),
  });
  const device = new Proxy(whole.device, {
    get(target, name) {
      if (name === 'limits') return limits;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return new Proxy(whole, {
    get: (target, name) => (name === 'device' ? device : Reflect.get(target, name, target)),
  });
}

test('a launch too long for one dimension wraps and still reaches every element once', async () => {
  const sizes = { P: 4 * 64 * 7 };
  const prepared = prepareCase({
    kernel: 'optimizer_update',
    sizes,
    slots: { optimizer: 'adam', clip: 'none' },
    flags: {},
    rowCount: 1,
  });
  expect(launchGrid(prepared.dispatch, 65_535)).toEqual([7, 1, 1]);
  expect(launchGrid(prepared.dispatch, 4)).toEqual([4, 2, 1]);
  const [straight] = await runOnDevice(gpu(), prepared);
  const [wrapped] = await runOnDevice(narrowed(gpu(), 4), prepared);
  expect(wrapped?.logical).toEqual(straight?.logical);
  expect(wrapped?.logical).not.toEqual(Float32Array.from(prepared.values.state ?? []));
});

test('an update of several layers wraps, and the workgroups too many do nothing', async () => {
  const config = { input: 101, hidden: [69, 5], latent: 3, activation: 'relu' } as const;
  const prepared = prepareStep({ config, rows: 3, rowCount: 3, dtype: 'u8' }, 'given');
  const plan = fuse(prepared.plan);
  const update = plan.step.at(-1);
  expect(update && launchGrid(update, 65_535)).toEqual([14, 1, 1]);
  expect(update && launchGrid(update, 4)).toEqual([4, 4, 1]);
  const [straight, wrapped] = [
    await stepOnDevice(gpu(), prepared, plan),
    await stepOnDevice(narrowed(gpu(), 4), prepared, plan),
  ];
  expect(wrapped).toEqual(straight);
});
